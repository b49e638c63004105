using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Directories;

/// <summary>Something in the directory that is an image: its path there, as spelled, and on this machine.</summary>
[SupportedOSPlatform("linux")]
internal sealed record HostEntry(ImagePath Path, string HostPath, FileStatus Status)
{
    internal bool IsDirectory => Status.Kind == FileKind.Directory && !IsReparsePoint;

    internal bool IsFile => Status.Kind == FileKind.Regular && !IsReparsePoint;

    /// <summary>
    /// ntfs-3g shows links and junctions as symbolic links; what it cannot translate it shows as it likes, but with this attribute.
    /// </summary>
    internal bool IsReparsePoint { get; } =
        Status.Kind == FileKind.Link || PosixFile.GetAttribute(HostPath, "system.ntfs_reparse_data") is not null;

    internal TreeEntry ToTreeEntry() => new(Path, IsDirectory, IsFile ? Status.Length : 0, IsReparsePoint);
}
