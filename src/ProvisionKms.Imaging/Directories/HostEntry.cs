using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>Something in the directory that is an image: its path there, as spelled, and on this machine.</summary>
internal sealed record HostEntry(ImagePath Path, string HostPath, FileStatus Status)
{
    internal bool IsDirectory => Status.Kind == FileKind.Directory && !IsReparsePoint;

    internal bool IsFile => Status.Kind == FileKind.Regular && !IsReparsePoint;

    internal bool IsReparsePoint { get; } = Status.Kind == FileKind.Link || HostFile.IsHiddenReparsePoint(HostPath);

    /// <summary>
    /// The content is in a stream that only Windows unpacks, as CompactOS leaves most system files.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/compact-os
    /// </summary>
    internal bool IsCompressedBySystem => IsReparsePoint && HostFile.IsCompressedBySystem(HostPath);

    internal TreeEntry ToTreeEntry() => new(Path, IsDirectory, IsFile ? Status.Length : 0, IsReparsePoint);
}
