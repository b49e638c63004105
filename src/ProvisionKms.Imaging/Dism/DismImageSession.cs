using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// A WIM, VHD or VHDX through DISM. Images are mounted read-only while they are read; a commit writes into a copy of the
/// whole file, mounted for writing, for DISM has no way back from what it has saved. Opened for writing, it cleans up what
/// a run left that was killed.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class DismImageSession : IImageSession
{
    private readonly DismRuntime _runtime;
    private readonly DismImage _image;
    private readonly IReadOnlyList<DismTree> _trees;

    private DismImageSession(DismRuntime runtime, DismImage image)
    {
        (_runtime, _image, Indexes) = (runtime, image, image.Indexes);
        _trees = [.. Indexes.Select(index => new DismTree(image, index))];
    }

    public ImageKind Kind => _image.Kind;

    public string Path => _image.Path;

    public IReadOnlyList<ImageIndex> Indexes { get; }

    /// <exception cref="ProvisionException">No DISM, no elevation, or nothing that it can mount.</exception>
    public static DismImageSession Open(string path, ImageKind kind, ImageAccess access, DismSurroundings surroundings)
    {
        // Through a link, so that what is replaced in the end is the file and not the link.
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var runtime = DismRuntime.Enter();
        try
        {
            if (access == ImageAccess.Write)
            {
                StaleMounts.Clean(surroundings);
                WimJournal.Recover(real);
            }
            else if (WimJournal.ExistsFor(real))
            {
                throw new ProvisionException(Codes.RunInterrupted, Codes.RunInterrupted.Title, new SourceSpan(path), Codes.RunInterrupted.Hint);
            }

            return new DismImageSession(runtime, DismImage.Read(real, kind, surroundings));
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    public IImageTree Tree(ImageIndex index) => _trees.FirstOrDefault(tree => tree.Index == index) ??
        throw new ProvisionException(Codes.ImageIndexMissing, $"there is no image {index}; the file has {_trees.Count}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var edits = _trees.Where(tree => tree.IsStaged).Select(tree => tree.Edits).ToList();
        var draft = new DismWriter(_image, _image.Surroundings with { Cancellation = cancellation }, progress).Write(output, edits);
        return new StagedDismImage(draft, Kind, _image.Surroundings, output == Path ? Release : null);
    }

    public void Dispose()
    {
        foreach (var tree in _trees)
        {
            tree.Dispose();
        }

        _runtime.Dispose();
    }

    private void Release()
    {
        foreach (var tree in _trees)
        {
            tree.Release();
        }
    }
}
