using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging;

/// <summary>Undoes what killed runs left, or finishes it where that is the only way; the next run on the same image would do it too.</summary>
public static class InterruptedRuns
{
    /// <param name="path">An image, or a folder that holds some.</param>
    /// <returns>The images that are again as they were, or as they were to become.</returns>
    /// <exception cref="ProvisionException">There is nothing at the path, a run is still at work, or undoing failed.</exception>
    public static IReadOnlyList<string> Undo(string path)
    {
        // Of all images: which one was mounted is DISM's to know, and a draft is in use as long as it is mounted.
        UnmountStale();
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            if ((OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && Path.Exists(Path.Combine(full, UndoJournal.FolderName)))
            {
                // Opening it for writing undoes what is in its journal.
                _ = ImageDirectory.Open(full, ImageAccess.Write);
                return [full];
            }

            var files = WimJournal.WimsWithOne(full).Concat(OutputDraft.OutputsWithOne(full)).Concat(DisksOf(full)).Distinct().Order(StringComparer.Ordinal);
            return [.. files.ToList().SelectMany(UndoFile)];
        }

        // A killed run that made a new file has left a draft beside it, though the file itself may never have been there.
        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new ProvisionException(Codes.ImageNotFound, "there is no such file or folder", new SourceSpan(path));
        }

        return UndoFile(full);
    }

    private static IEnumerable<string> DisksOf(string folder) =>
        OperatingSystem.IsLinux() ? OverlayFile.OutputsWithOne(folder).Concat(InPlaceCommit.DisksWithOne(folder)) : [];

    /// <returns>The files that had been mounted.</returns>
    internal static IReadOnlyList<string> UnmountStale()
    {
        if (DismLibrary.Find() is null)
        {
            return [];
        }

        var left = new LeftBehind();
        IReadOnlyList<string> unmounted;
        using (DismRuntime.Enter())
        {
            unmounted = StaleMounts.Clean(new DismSurroundings(null, left, CancellationToken.None));
        }

        if (left.Found.Count > 0)
        {
            throw new ProvisionException(left.Found.Select(f => f with { Severity = Severity.Error }));
        }

        return unmounted;
    }

    private static IReadOnlyList<string> UndoFile(string file)
    {
        if (OperatingSystem.IsLinux())
        {
            DiskFolder.RemoveLeftovers();
            OverlayFile.RemoveLeftovers(file);
            if (InPlaceCommit.IsPending(file))
            {
                InPlaceCommit.Recover(file, FileSignature.Of(file).Disk);
                return [file];
            }
        }

        OutputDraft.RemoveLeftovers(file);
        WimJournal.RemoveDraft(file);
        return WimJournal.Recover(file) ? [file] : [];
    }

    private sealed class LeftBehind : IProgress<Diagnostic>
    {
        public List<Diagnostic> Found { get; } = [];

        public void Report(Diagnostic value) => Found.Add(value);
    }
}
