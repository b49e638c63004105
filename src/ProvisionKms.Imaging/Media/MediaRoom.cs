using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Media;

/// <summary>Asks for the room that the work needs before it begins: it may take many minutes until it is full.</summary>
[SupportedOSPlatform("linux")]
internal static class MediaRoom
{
    /// <summary>Of the file systems themselves, and of what a WIM grows by.</summary>
    private const long Slack = 64 << 20;

    /// <param name="needs">How many bytes go into which folder; those of one file system are added up.</param>
    /// <exception cref="ProvisionException">A file system has less.</exception>
    internal static void Require(string media, params ReadOnlySpan<(string Folder, long Bytes)> needs)
    {
        foreach (var group in needs.ToArray().GroupBy(need => PosixStatus.OfTarget(Existing(need.Folder))!.Value.Device))
        {
            var (free, needed) = (new DriveInfo(Existing(group.First().Folder)).AvailableFreeSpace, group.Sum(need => need.Bytes) + Slack);
            if (free < needed)
            {
                var folders = string.Join(" and ", group.Select(need => $"'{need.Folder}'").Distinct());
                throw new ProvisionException(
                    Codes.MediaNeedRoom, $"{folders} need {Size(needed)}, and {Size(free)} are free", new SourceSpan(media), Codes.MediaNeedRoom.Hint);
            }
        }
    }

    private static string Size(long bytes) => FormattableString.Invariant($"{bytes / (double)(1 << 30):F1} GiB");

    private static string Existing(string folder) => Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(folder)!);
}
