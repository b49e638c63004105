using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>What the kernel tells of a path.</summary>
[UnsupportedOSPlatform("windows")]
internal readonly record struct PosixStatus(FileKind Kind, UnixFileMode Mode, uint Owner, uint Group, long Length, FileTime Modified, FileTime Changed, ulong Inode, ulong Device)
{
    private const int AtFdCwd = -100;
    private const int AtSymlinkNofollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int NoEntry = 2;
    private const int NotDirectory = 20;

    private const int TypeMask = 0xf000;
    private const int PermissionMask = 0x0fff;

    /// <summary>Of the path itself: a link is not followed. Null when nothing is there.</summary>
    internal static PosixStatus? Of(string path) => Of(path, AtSymlinkNofollow);

    internal static PosixStatus? OfTarget(string path) => Of(path, 0);

    /// <summary>Made by this user, and no link: in a folder that all may write, names alone say nothing.</summary>
    internal static bool IsOwnDirectory(string path) => Of(path) is { Kind: FileKind.Directory } status && status.Owner == Libc.geteuid();

    internal FileStatus ToFileStatus() => new(Kind, Length, Modified);

    private static unsafe PosixStatus? Of(string path, int flags)
    {
        statx_buffer buffer;
        var result = Libc.statx(AtFdCwd, path, flags, BasicStats, &buffer);
        if (result == -1 && Marshal.GetLastPInvokeError() is NoEntry or NotDirectory)
        {
            return null;
        }

        PosixException.ThrowIfFailed(result, nameof(Libc.statx), path);
        var kind = (buffer.stx_mode & TypeMask) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xa000 => FileKind.Link,
            _ => FileKind.Special,
        };
        return new PosixStatus(
            kind,
            (UnixFileMode)(buffer.stx_mode & PermissionMask),
            buffer.stx_uid,
            buffer.stx_gid,
            (long)buffer.stx_size,
            new FileTime(buffer.stx_mtime_sec, buffer.stx_mtime_nsec),
            new FileTime(buffer.stx_ctime_sec, buffer.stx_ctime_nsec),
            buffer.stx_ino,
            ((ulong)buffer.stx_dev_major << 32) | buffer.stx_dev_minor);
    }
}
