using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>A directory that holds a Windows folder: found, and changed all or nothing.</summary>
internal sealed class ImageDirectory
{
    private ImageDirectory(string path, string root) => (Path, Root) = (path, root);

    /// <summary>As it was named.</summary>
    internal string Path { get; }

    /// <summary>Where that leads, when it is a link.</summary>
    internal string Root { get; }

    /// <summary>For writing, undoes what an interrupted run left.</summary>
    /// <exception cref="ProvisionException">No such directory, no Windows in it, or another run is at work in it.</exception>
    internal static ImageDirectory Open(string path, ImageAccess access)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            var directory = new ImageDirectory(full, TargetOf(full));
            var host = new HostTree(directory.Root);
            directory.RefuseRunning(host);
            if (access == ImageAccess.Write)
            {
                UndoJournal.Recover(host);
            }
            else if (UndoJournal.ExistsIn(host))
            {
                throw new ProvisionException(
                    Codes.RunInterrupted, "an earlier run on this directory was interrupted, or is still at work", new SourceSpan(full), Codes.RunInterrupted.Hint);
            }

            directory.RequireWindows(host);
            return directory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the directory cannot be read: {e.Message}", new SourceSpan(full), Codes.ImageUnreadable.Hint, e);
        }
    }

    /// <summary>As it is now.</summary>
    internal HostTree Look() => new(Root);

    /// <summary>It is edited where it is, nowhere else.</summary>
    internal void RequireInPlace(string output)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (!string.Equals(System.IO.Path.TrimEndingDirectorySeparator(output), Path, comparison))
        {
            throw new ProvisionException(
                Codes.DirectoryEditedInPlace, $"the directory '{Path}' is edited in place and cannot be written to '{output}'", hint: Codes.DirectoryEditedInPlace.Hint);
        }
    }

    /// <summary>Does work that is undone as a whole: when it fails, or when the result is disposed without having been published.</summary>
    internal StagedDirectory Change(Func<IImageSession> reopen, Action<DirectoryCommit> work)
    {
        try
        {
            // Afresh: the times that must be restored are those of now.
            var host = Look();
            var journal = UndoJournal.Begin(host);
            try
            {
                work(new DirectoryCommit(host, journal));
                return new StagedDirectory(Path, reopen, journal);
            }
            catch
            {
                using (journal)
                {
                    journal.Undo();
                }

                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var hint = HostFile.IsHeldByAnother(e) ? HostFile.HeldHint : Codes.CommitFailed.Hint;
            throw new ProvisionException(Codes.CommitFailed, $"the directory could not be written and is as it was: {e.Message}", new SourceSpan(Path), hint, e);
        }
    }

    /// <summary>.NET on Windows cannot say it of the root of a drive, and there every call goes through the link by itself.</summary>
    private static string TargetOf(string path) =>
        OperatingSystem.IsWindows() ? path : new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private void RefuseRunning(HostTree host)
    {
        var running = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        if (running.Length > 0 && host.Find("Windows") is { IsDirectory: true } windows && HostFile.IsSame(windows.HostPath, running))
        {
            throw new ProvisionException(Codes.WindowsIsRunning, Codes.WindowsIsRunning.Title, new SourceSpan(Path), Codes.WindowsIsRunning.Hint);
        }
    }

    private void RequireWindows(HostTree host)
    {
        if (host.Find("Windows") is not { IsDirectory: true })
        {
            throw new ProvisionException(
                Codes.ImageKindUnknown, "the directory holds no Windows folder", new SourceSpan(Path), "name the folder that Windows itself would call C:\\");
        }
    }
}
