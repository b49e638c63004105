using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Wimlib;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// A WIM or ESD, opened once: all images are read from it, and everything staged is written back in one go.
/// In place, libwim appends and then replaces the header, guarded by a <see cref="WimJournal"/>; for another output the
/// same is done to a copy, which takes its name only when it is published. The source is opened read-only until then.
/// </summary>
public sealed class WimSession : IImageSession
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<WimTree> _trees = [];
    private readonly WimPool _wims;
    private readonly WimHeader _header;
    private readonly DateTimeOffset? _date;

    private WimSession(string path, WimHeader header, DateTimeOffset? date)
    {
        (Path, _header, _date, _wims) = (path, header, date, new WimPool(path));
        try
        {
            var info = _wims.Use(new ImageIndex(1), wim => wim.Info());
            Kind = IsSolid(info) ? ImageKind.Esd : ImageKind.Wim;
            Indexes = [.. Enumerable.Range(1, (int)info.ImageCount).Select(i => new ImageIndex(i))];
        }
        catch
        {
            _wims.Dispose();
            _scratch.Dispose();
            throw;
        }

        foreach (var index in Indexes)
        {
            var cache = new WimImageCache(index, _wims, _scratch);
            _trees.Add(new WimTree(index, path, cache, name => _wims.Use(index, wim => wim.GetProperty(index, name)), _scratch));
        }
    }

    public ImageKind Kind { get; }

    public string Path { get; }

    public IReadOnlyList<ImageIndex> Indexes { get; }

    /// <exception cref="ProvisionException">No WIM, one that cannot be edited, damaged, or libwim is not installed.</exception>
    /// <param name="date">When what is written is said to have been made; null is now.</param>
    public static WimSession Open(string path, ImageAccess access, DateTimeOffset? date = null)
    {
        // Through a link, so that what is replaced in the end is the file and not the link.
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);
        if (access == ImageAccess.Write)
        {
            WimJournal.Recover(real);
        }
        else if (WimJournal.ExistsFor(real))
        {
            throw new ProvisionException(Codes.RunInterrupted, "an earlier in-place run on this image was interrupted, or is still at work", new SourceSpan(path),
                "`provision-kms doctor --repair` puts the old content back; so does the next apply");
        }

        return OpenUnderJournal(real, date);
    }

    /// <summary>Opens for reading back what was written while its journal still stands.</summary>
    internal static WimSession OpenUnderJournal(string path, DateTimeOffset? date = null)
    {
        var header = ReadHeader(path) ??
            throw new ProvisionException(Codes.ImageKindUnknown, "this is no WIM file", new SourceSpan(path));
        WimDiagnostics.RefuseUnsupported(path, header);
        return new WimSession(path, header, date);
    }

    public IImageTree Tree(ImageIndex index) =>
        index.Value <= _trees.Count
            ? _trees[index.Value - 1]
            : throw new ProvisionException(Codes.ImageIndexMissing, $"there is no image {index}; the file has {_trees.Count}", new SourceSpan(Path));

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var writer = new WimWriter(Path, _header, _trees, _date);
        return string.Equals(output, Path, StringComparison.Ordinal)
            ? writer.WriteInPlace(progress, cancellation)
            : writer.WriteCopy(output, progress, cancellation);
    }

    public void Dispose()
    {
        _wims.Dispose();
        _scratch.Dispose();
    }

    private static WimHeader? ReadHeader(string path)
    {
        try
        {
            return WimHeader.Read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the WIM cannot be read: {error.Message}", new SourceSpan(path), Codes.ImageUnreadable.Hint, error);
        }
    }

    /// <summary>An ESD is a WIM of version 3584 whose resources are solid.</summary>
    private static bool IsSolid(WimInfo info) => info.WimVersion == 0xE00;
}
