using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Writes a template out as a prefix of its own. Its only drive is C:.</summary>
internal static class PrefixCopy
{
    public static void Write(IReadOnlyList<TemplateEntry> entries, string prefix, IReadOnlyList<RegistrySetting> registry)
    {
        var drives = Path.Combine(prefix, "dosdevices");
        Directory.CreateDirectory(drives);
        File.CreateSymbolicLink(Path.Combine(drives, "c:"), "../drive_c");
        foreach (var (path, content) in entries)
        {
            var place = Path.Combine(prefix, path);
            if (content is null)
            {
                Directory.CreateDirectory(place);
            }
            else
            {
                File.WriteAllBytes(place, content);
            }
        }

        // Not to be brought up to date when a machine starts, which is what takes Wine so long the first time.
        File.WriteAllText(Path.Combine(prefix, ".update-timestamp"), "disable\n");
        File.AppendAllText(Path.Combine(prefix, "system.reg"), string.Concat(registry.Select(RegistryFile.Section)), Encoding.Latin1);
    }
}
