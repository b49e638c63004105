using System.Globalization;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// Files of a run beside what it works on: <c>.NAME.PROCESS-ID.SUFFIX</c>, so that a later run knows and removes what a killed
/// one left, and leaves alone what belongs to one at work.
/// </summary>
internal static class MarkedFile
{
    /// <param name="suffix">What kind of file it is; begins with a dot.</param>
    /// <param name="extension">Behind all that, for who goes by it.</param>
    internal static string NameFor(string output, string suffix, string extension = "") => Path.Combine(
        FolderOf(output), string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(output)}.{Environment.ProcessId}{suffix}{extension}"));

    /// <summary>Removes those of the same output whose process has ended.</summary>
    internal static void RemoveLeftovers(string output, string suffix)
    {
        var start = $".{Path.GetFileName(output)}.";
        foreach (var file in All(FolderOf(output), suffix).Where(file => Mark(file, suffix).StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            if (ProcessMark.IsGone(Mark(file, suffix)[start.Length..], file))
            {
                HostFile.Delete(file);
            }
        }
    }

    /// <summary>The outputs of a folder beside which a run has, or has left, such a file.</summary>
    internal static IEnumerable<string> OutputsWithOne(string folder, string suffix) =>
        from file in All(folder, suffix)
        let name = Mark(file, suffix)[1..]
        where name.LastIndexOf('.') > 0
        select Path.Combine(folder, name[..name.LastIndexOf('.')]);

    /// <summary>Not by the rules of DOS, .NET's own choice: there <c>*.</c> ends at the last dot, and a kept extension has one more.</summary>
    private static IEnumerable<string> All(string folder, string suffix) =>
        Directory.EnumerateFiles(folder, $".*{suffix}*", new EnumerationOptions { MatchType = MatchType.Simple, AttributesToSkip = 0, IgnoreInaccessible = false });

    /// <summary>What is before the suffix: output and process.</summary>
    private static string Mark(string file, string suffix)
    {
        var name = Path.GetFileName(file);
        return name[..name.LastIndexOf(suffix, StringComparison.Ordinal)];
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;
}
