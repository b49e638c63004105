using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// A mounted or applied Windows image: a directory that holds a Windows folder. It is one image, index 1, and is edited in
/// place under an <see cref="UndoJournal"/>. Opening it undoes what an interrupted run left.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DirectorySession : IImageSession
{
    private readonly HivexHives _hives = new();
    private readonly DirectoryTree _tree;
    private readonly string _root;

    private DirectorySession(string path, string root, HostTree host)
    {
        (Path, _root) = (path, root);
        _tree = new DirectoryTree(host, _hives);
    }

    public ImageKind Kind => ImageKind.Directory;

    public string Path { get; }

    public IReadOnlyList<ImageIndex> Indexes { get; } = [new(1)];

    /// <exception cref="ProvisionException">No such directory, no Windows in it, or another run is at work in it.</exception>
    public static DirectorySession Open(string path, ImageAccess access)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            var root = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
            var host = new HostTree(root);
            if (access == ImageAccess.Write)
            {
                UndoJournal.Recover(host);
            }
            else if (UndoJournal.ExistsIn(host))
            {
                throw new ProvisionException(
                    Codes.RunInterrupted, "an earlier run on this directory was interrupted, or is still at work", new SourceSpan(full), Codes.RunInterrupted.Hint);
            }

            return OpenAsIs(full, root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the directory cannot be read: {e.Message}", new SourceSpan(full), Codes.ImageUnreadable.Hint, e);
        }
    }

    public IImageTree Tree(ImageIndex index) => index.Value == 1
        ? _tree
        : throw new ProvisionException(Codes.ImageIndexMissing, $"a directory is one image, index 1; there is no index {index}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (System.IO.Path.TrimEndingDirectorySeparator(output) != Path)
        {
            throw new ProvisionException(
                Codes.DirectoryEditedInPlace, $"the directory '{Path}' is edited in place and cannot be written to '{output}'", hint: Codes.DirectoryEditedInPlace.Hint);
        }

        if (_tree.Staged.All.Count == 0)
        {
            return new StagedDirectory(this, null);
        }

        try
        {
            return Commit(progress, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"the directory could not be written and is as it was: {e.Message}", new SourceSpan(Path), Codes.CommitFailed.Hint, e);
        }
    }

    public void Dispose() => _hives.Dispose();

    /// <summary>Without a look for an interrupted run: the one at work may be ours.</summary>
    internal DirectorySession Reopen() => OpenAsIs(Path, _root);

    private static DirectorySession OpenAsIs(string path, string root)
    {
        var host = new HostTree(root);
        return host.Find("Windows") is { IsDirectory: true }
            ? new DirectorySession(path, root, host)
            : throw new ProvisionException(
                Codes.ImageKindUnknown, "the directory holds no Windows folder", new SourceSpan(path), "name the folder that Windows itself would call C:\\");
    }

    private StagedDirectory Commit(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        // Afresh: the times that must be restored are those of now.
        var host = new HostTree(_root);
        var journal = UndoJournal.Begin(host);
        try
        {
            new DirectoryCommit(host, journal).Run(_tree.Staged.All, progress, cancellation);
            return new StagedDirectory(this, journal);
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
}
