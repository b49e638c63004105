using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// A mounted or applied Windows image: a directory that holds a Windows folder. It is one image, index 1, and is edited in
/// place under an <see cref="UndoJournal"/>. Opening it undoes what an interrupted run left.
/// </summary>
public sealed class DirectorySession : IImageSession
{
    private readonly HivexHives _hives = new();
    private readonly ImageDirectory _directory;
    private readonly DirectoryTree _tree;

    private DirectorySession(ImageDirectory directory)
    {
        _directory = directory;
        _tree = new DirectoryTree(directory.Look(), _hives);
    }

    public ImageKind Kind => ImageKind.Directory;

    public string Path => _directory.Path;

    public IReadOnlyList<ImageIndex> Indexes { get; } = [new(1)];

    /// <exception cref="ProvisionException">No such directory, no Windows in it, or another run is at work in it.</exception>
    public static DirectorySession Open(string path, ImageAccess access) => new(ImageDirectory.Open(path, access));

    public IImageTree Tree(ImageIndex index) => index.Value == 1
        ? _tree
        : throw new ProvisionException(Codes.ImageIndexMissing, $"a directory is one image, index 1; there is no index {index}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        _directory.RequireInPlace(output);
        return _tree.Staged.IsEmpty
            ? new StagedDirectory(Path, Reopen, null)
            : _directory.Change(Reopen, commit =>
            {
                commit.Prepare(_tree.Staged, [], progress, cancellation);
                commit.Swap();
            });
    }

    public void Dispose() => _hives.Dispose();

    /// <summary>Without a look for an interrupted run: the one at work may be ours.</summary>
    private DirectorySession Reopen() => new(_directory);
}
