using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// Writes a verified overlay into its disk. The overlay is given a name that says so, which is the moment of no return: as
/// long as a file has that name it holds everything that is to be written, and writing it again, wherever it stopped, ends
/// at the same disk. So an interrupted commit is finished, never undone.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class InPlaceCommit
{
    private const string Suffix = ".provision-kms-commit";

    internal static string MarkerOf(string disk) => Path.Combine(Path.GetDirectoryName(disk)!, $".{Path.GetFileName(disk)}{Suffix}");

    internal static bool IsPending(string disk) => File.Exists(MarkerOf(disk));

    internal static IEnumerable<string> DisksWithOne(string folder) =>
        Directory.EnumerateFiles(folder, ".*" + Suffix).Select(marker => Path.Combine(folder, Path.GetFileName(marker)[1..^Suffix.Length]));

    /// <exception cref="ProvisionException">Nothing was written; or it says that the disk is between old and new.</exception>
    internal static void Write(OverlayFile overlay, DiskSource disk)
    {
        RequireRoom(overlay.Path, disk.Path);
        HostFile.Flush(overlay.Path);
        var draft = overlay.Path;
        overlay.Rename(MarkerOf(disk.Path));
        Durability.SyncDirectory(Path.GetDirectoryName(disk.Path)!);
        overlay.IsKept = true;
        try
        {
            QemuImg.Require(["commit", "-q", "-d", "-f", "qcow2", overlay.Path]);
        }
        catch (QemuException e) when (e.IsInUse)
        {
            // It could not even be opened.
            overlay.Rename(draft);
            overlay.IsKept = false;
            throw DiskSource.Unusable(disk.Path, e);
        }
        catch (QemuException e)
        {
            throw Unfinished(disk.Path, e);
        }

        Finish(disk.Path);
    }

    /// <summary>Finishes a commit that was interrupted, if there is one.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool Recover(string disk, ImageKind kind)
    {
        var marker = MarkerOf(disk);
        if (!File.Exists(marker))
        {
            return false;
        }

        try
        {
            var named = (string?)JsonNode.Parse(QemuImg.Require(["info", "--output=json", "-f", "qcow2", marker]))!["backing-filename"];
            if (named != OverlayFile.NameFrom(Path.GetDirectoryName(disk)!, disk))
            {
                throw new ProvisionException(
                    Codes.DiskCommitUnfinished, $"'{marker}' is to be written to '{named}', not to this disk", new SourceSpan(disk), Codes.DiskCommitUnfinished.Hint);
            }

            QemuImg.Require(["commit", "-q", "-d", "-f", "qcow2", marker]);
            if (kind == ImageKind.Qcow2)
            {
                // A killed writer may leave clusters that belong to nobody; they cost room and nothing else.
                QemuImg.Require(["check", "-q", "-r", "leaks", "-f", "qcow2", disk]);
            }
        }
        catch (QemuException e)
        {
            throw e.IsInUse ? DiskSource.Unusable(disk, e) : Unfinished(disk, e);
        }

        Finish(disk);
        return true;
    }

    private static void Finish(string disk)
    {
        File.Delete(MarkerOf(disk));
        Durability.SyncDirectory(Path.GetDirectoryName(disk)!);
    }

    /// <summary>A disk that grows may need as much again as is written to it.</summary>
    private static void RequireRoom(string overlay, string disk)
    {
        var (needed, free) = (new FileInfo(overlay).Length, new DriveInfo(Path.GetDirectoryName(disk)!).AvailableFreeSpace);
        if (free < needed)
        {
            throw new ProvisionException(
                Codes.CommitFailed, $"{needed >> 20} MiB are to be written to the disk and {free >> 20} MiB are free; it is as it was", new SourceSpan(disk), Codes.CommitFailed.Hint);
        }
    }

    private static ProvisionException Unfinished(string disk, QemuException failure) =>
        new(Codes.DiskCommitUnfinished, $"the disk is only partly written: {failure.Message}", new SourceSpan(disk), Codes.DiskCommitUnfinished.Hint, failure);
}
