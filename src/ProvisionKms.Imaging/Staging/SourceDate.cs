using System.Globalization;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// The one moment at which everything of a run is said to have been made, so that the same source and recipe give the same bytes:
/// https://reproducible-builds.org/specs/source-date-epoch/.
/// </summary>
internal static class SourceDate
{
    /// <summary>Gives all files and folders in a folder this date.</summary>
    internal static void Stamp(string folder, DateTimeOffset date)
    {
        // All of them first: listing a folder is an access to it.
        foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos("*", SearchOption.AllDirectories))
        {
            entry.LastWriteTimeUtc = entry.LastAccessTimeUtc = date.UtcDateTime;
            if (OperatingSystem.IsWindows())
            {
                entry.CreationTimeUtc = date.UtcDateTime;
            }
        }
    }

    /// <summary>As the description of a WIM has it: the halves of a FILETIME.</summary>
    internal static IEnumerable<(string Property, string Value)> AsModificationTime(DateTimeOffset date)
    {
        var time = date.ToFileTime();
        yield return ("LASTMODIFICATIONTIME/HIGHPART", Half(time >> 32));
        yield return ("LASTMODIFICATIONTIME/LOWPART", Half(time & uint.MaxValue));

        static string Half(long bits) => string.Create(CultureInfo.InvariantCulture, $"0x{bits:X8}");
    }
}
