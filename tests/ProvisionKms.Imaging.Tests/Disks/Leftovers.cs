using System.Globalization;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>What a session must not leave on this machine.</summary>
internal static class Leftovers
{
    /// <summary>Folders, mounts and processes that carry the mark of one process.</summary>
    internal static IReadOnlyList<string> Of(int process)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"provision-kms-disk-{process}-");
        return
        [
            .. Directory.EnumerateDirectories(Path.GetTempPath(), mark + "*"),
            .. File.ReadLines("/proc/self/mounts").Where(line => line.Contains(mark, StringComparison.Ordinal)),
            .. Directory.EnumerateDirectories("/proc").Where(p => WorksIn(p, mark)),
        ];
    }

    internal static IReadOnlyList<string> OfThisProcess() => Of(Environment.ProcessId);

    private static bool WorksIn(string process, string mark)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget?.Contains(mark, StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
