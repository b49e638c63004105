using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// A virtual disk. Each Windows on it is an image, numbered in the order of their partitions. It is read through a mount
/// that cannot write; edits are written to an overlay, and come to the disk only when that has been verified.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DiskSession : IImageSession
{
    private readonly HivexHives _hives = new();
    private readonly DiskSource _source;
    private readonly ServedDisk _disk;
    private readonly ImageAccess _access;
    private readonly DiskChanges? _changes;
    private readonly IReadOnlyList<DiskTree> _trees;
    private DiskOutputFormat _format;

    private DiskSession(DiskSource source, ServedDisk disk, ImageAccess access, DiskChanges? changes = null)
    {
        (_source, _disk, _access, _changes) = (source, disk, access, changes);
        var (all, windows) = WindowsVolumes.Find(disk, source.Path);
        Partitions = all;
        _trees = [.. windows.Select(w => Tree(w.Partition, new HostTree(w.Folder)))];
        Indexes = [.. _trees.Select(t => t.Index)];
    }

    public ImageKind Kind => _source.Kind;

    public string Path => _source.Path;

    public IReadOnlyList<ImageIndex> Indexes { get; }

    public IReadOnlyList<DiskPartition> Partitions { get; }

    /// <exception cref="ProvisionException">The disk cannot be opened or holds no Windows, or this machine lacks something.</exception>
    public static DiskSession Open(string path, ImageKind kind, ImageAccess access)
    {
        var full = System.IO.Path.GetFullPath(path);
        var real = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        if (access == ImageAccess.Write)
        {
            // A killed run's daemon may be about to end, and holds the disk open until then.
            DiskFolder.RemoveLeftovers();
            OverlayFile.RemoveLeftovers(real);
            InPlaceCommit.Recover(real, kind);
        }
        else if (InPlaceCommit.IsPending(real))
        {
            throw new ProvisionException(
                Codes.RunInterrupted, "an earlier run on this disk was interrupted, or is still at work", new SourceSpan(full), Codes.RunInterrupted.Hint);
        }

        var source = DiskSource.Of(real, kind);
        return Serve(source.Path, () => ServedDisk.Open(source.Node()), disk => new DiskSession(source, disk, access));
    }

    /// <summary>Opens what an earlier run wrote for an output of this disk, so that it can be compared by its sectors.</summary>
    /// <returns>Null for who only reads, and may take the time to compare all files.</returns>
    /// <exception cref="ProvisionException">It cannot; a disk that would have to be read whole is sooner written again.</exception>
    internal DiskSession? OpenMade(string path)
    {
        if (_access == ImageAccess.Read)
        {
            return null;
        }

        var made = FileSignature.Of(path).Disk == ImageKind.Qcow2 && _format == DiskOutputFormat.Qcow2Overlay ? DiskSource.Of(path, ImageKind.Qcow2) : null;
        return made?.Base?.Path == Path
            ? OpenOverlay(OverlayFile.At(_source, path))
            : throw new ProvisionException(Codes.ImageKindUnsupported, "an output that is no overlay of its source is written again", new SourceSpan(path));
    }

    public IImageTree Tree(ImageIndex index) => _trees.FirstOrDefault(t => t.Index == index)
        ?? throw new ProvisionException(Codes.ImageIndexMissing, $"the disk holds {_trees.Count} Windows; there is no index {index}", new SourceSpan(Path), Codes.ImageIndexMissing.Hint);

    public void SetOutputFormat(string output, DiskOutputFormat format) =>
        _format = output != Path ? format : throw new ProvisionException(
            Codes.OutputFormatNotForImage, "a disk that is edited in place keeps its format", new SourceSpan(Path), Codes.OutputFormatNotForImage.Hint);

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        OverlayFile? overlay = null;
        try
        {
            var target = File.Exists(output) ? File.ResolveLinkTarget(output, returnFinalTarget: true)?.FullName ?? output : output;
            overlay = OverlayFile.Make(_source, target, _format == DiskOutputFormat.Qcow2Overlay);
            Write(overlay, progress, cancellation);
            overlay.Check();
            return new StagedDisk(this, overlay, output == Path
                ? () => Publish(overlay, target, progress, cancellation)
                : () => new DiskPublication(_source, overlay, target, _format).Write(progress, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            overlay?.Dispose();
            throw new ProvisionException(Codes.CommitFailed, $"the disk could not be written and is as it was: {e.Message}", new SourceSpan(Path), Codes.CommitFailed.Hint, e);
        }
        catch
        {
            overlay?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _hives.Dispose();
        _disk.Dispose();
    }

    /// <summary>The source is open no longer; nothing can be read any more.</summary>
    internal void Release() => _disk.Dispose();

    /// <summary>What was written, opened afresh. Compared with the source, sector by sector.</summary>
    internal DiskSession OpenOverlay(OverlayFile overlay) => Serve(
        Path,
        () => ServedDisk.Open(overlay.Node(writable: false)),
        disk => new DiskSession(_source, disk, ImageAccess.Read, new DiskChanges(_disk.Sectors, disk.Sectors, overlay.Parts())));

    private static DiskSession Serve(string path, Func<ServedDisk> serve, Func<ServedDisk, DiskSession> open)
    {
        ServedDisk? disk = null;
        try
        {
            disk = serve();
            return open(disk);
        }
        catch (QemuException e)
        {
            disk?.Dispose();
            throw DiskSource.Unusable(path, e);
        }
        catch
        {
            disk?.Dispose();
            throw;
        }
    }

    /// <summary>What only grows cannot be written to: its new file takes its place.</summary>
    private void Publish(OverlayFile overlay, string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (_source.IsStreamOptimized)
        {
            new DiskPublication(_source, overlay, target, DiskOutputFormat.Same).Write(progress, cancellation);
        }
        else
        {
            InPlaceCommit.Write(overlay, _source);
        }
    }

    private void Write(OverlayFile overlay, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        using var disk = ServedDisk.Open(overlay.Node(writable: true));
        foreach (var tree in _trees.Where(t => !t.Staged.IsEmpty))
        {
            var folder = disk.Mount(tree.Partition, writable: true);
            new DiskEdits(new HostTree(folder), tree.Host).Write(tree.Staged, progress, cancellation);
            disk.Unmount(tree.Partition);
        }
    }

    private DiskTree Tree(DiskPartition partition, HostTree files)
    {
        VolumeState.Require(_disk, partition, files, Path);
        return new DiskTree(files, new DirectoryTree(files, _hives) { Index = partition.Index!.Value }, partition, Changes(partition));
    }

    /// <summary>
    /// Before edits nothing is different; after them, what is; null where the whole disk is to be read. What lies outside of every
    /// Windows is told with the first of them, so that it is told once.
    /// </summary>
    private Func<IEnumerable<string>>? Changes(DiskPartition partition) =>
        _changes is { } changes
            ? () => changes.In(partition).Concat(partition.Index!.Value.Value == 1 ? changes.Outside([.. Partitions.Where(p => p.Index is not null)]) : [])
            : _access == ImageAccess.Write ? () => [] : null;
}
