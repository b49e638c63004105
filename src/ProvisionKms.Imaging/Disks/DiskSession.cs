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
    private readonly IReadOnlyList<DiskTree> _trees;

    private DiskSession(DiskSource source, ServedDisk disk)
    {
        (_source, _disk) = (source, disk);
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
        var source = DiskSource.Of(real, kind);
        ServedDisk? disk = null;
        try
        {
            disk = ServedDisk.Open(source.Node());
            return new DiskSession(source, disk);
        }
        catch (QemuException e)
        {
            disk?.Dispose();
            throw DiskSource.Unusable(full, e);
        }
        catch
        {
            disk?.Dispose();
            throw;
        }
    }

    public IImageTree Tree(ImageIndex index) => _trees.FirstOrDefault(t => t.Index == index)
        ?? throw new ProvisionException(Codes.ImageIndexMissing, $"the disk holds {_trees.Count} Windows; there is no index {index}", new SourceSpan(Path), Codes.ImageIndexMissing.Hint);

    public IStagedImage Commit(string output, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        throw new ProvisionException(Codes.ImageKindUnsupported, "virtual disks can be read, not edited yet", new SourceSpan(Path));

    private DiskTree Tree(DiskPartition partition, HostTree files)
    {
        VolumeState.Require(_disk, partition, files, Path);
        return new DiskTree(new DirectoryTree(files, _hives) { Index = partition.Index!.Value }, partition);
    }

    public void Dispose()
    {
        _hives.Dispose();
        _disk.Dispose();
    }
}
