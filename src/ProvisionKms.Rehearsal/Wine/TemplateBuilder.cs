using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Has Wine make a prefix, and takes from it what a machine needs.</summary>
internal static class TemplateBuilder
{
    private const string CmdPath = "drive_c/windows/system32/cmd.exe";
    private const string RegistryName = "system.reg";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<TemplateEntry> Build(WineInstallation wine, CancellationToken ct)
    {
        using var folder = MachineFolder.Create();
        var environment = WineEnvironment.For(folder.Prefix, folder.Home, "");
        environment["WINEDEBUG"] = "fixme-all";
        var (exitCode, output) = HostProgram.Run([.. wine.Command, "wineboot", "-i"], environment, s_limit, ct);
        if (!File.Exists(Path.Combine(folder.Prefix, CmdPath)))
        {
            throw new ProvisionException(WineInstallation.Unusable($"Wine could not make a prefix: wineboot ended with {exitCode}", output));
        }

        // The registry is on disk when the server has ended.
        HostProgram.Run([wine.Server, "--kill"], environment, s_shutdown, ct);
        HostProgram.Run([wine.Server, "--wait"], environment, s_shutdown, ct);
        return [.. Entries(folder.Prefix)];
    }

    /// <summary>Links are left out: they lead to the user's own folders, and to the root of this machine as drive Z:.</summary>
    private static IEnumerable<TemplateEntry> Entries(string prefix)
    {
        foreach (var registry in (string[])[RegistryName, "user.reg", "userdef.reg"])
        {
            var content = File.ReadAllBytes(Path.Combine(prefix, registry));
            yield return new TemplateEntry(registry, registry == RegistryName ? Encoding.Latin1.GetBytes(RegistryFile.Trim(Encoding.Latin1.GetString(content))) : content);
        }

        foreach (var (path, item) in new NeededFiles(new DirectoryInfo(prefix)).All())
        {
            var content = item is FileInfo ? File.ReadAllBytes(item.FullName) : null;
            yield return new TemplateEntry(path, content is null ? null : Placeholder.Of(content) ?? content);
        }
    }
}
