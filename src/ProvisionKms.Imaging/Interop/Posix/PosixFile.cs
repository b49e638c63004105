using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>File functions that .NET does not offer, each checked. None follows a link at the end of the path.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe class PosixFile
{
    private const int AtFdCwd = -100;
    private const int AtSymlinkNofollow = 0x100;
    private const int ReadOnlyDirectory = 0x10000;
    private const int TimeOmit = (1 << 30) - 2;

    private const int NotPermitted = 1;
    private const int NoData = 61;
    private const int RangeError = 34;
    private const int NotSupported = 95;

    /// <summary>False where the file system has no hard links.</summary>
    internal static bool TryLink(string existing, string name)
    {
        var result = Libc.link(existing, name);
        if (result == -1 && Marshal.GetLastPInvokeError() is NotPermitted or NotSupported)
        {
            return false;
        }

        PosixException.ThrowIfFailed(result, nameof(Libc.link), existing);
        return true;
    }

    /// <summary>Replaces what is at <paramref name="to"/>, at once. Two names of one file stay as they are.</summary>
    internal static void Rename(string from, string to) =>
        PosixException.ThrowIfFailed(Libc.rename(from, to), nameof(Libc.rename), to);

    /// <summary>Fails when something is there already.</summary>
    internal static void MakeDirectory(string path, UnixFileMode mode) =>
        PosixException.ThrowIfFailed(Libc.mkdir(path, (uint)mode), nameof(Libc.mkdir), path);

    internal static void SetOwner(string path, uint owner, uint group) =>
        PosixException.ThrowIfFailed(Libc.lchown(path, owner, group), nameof(Libc.lchown), path);

    internal static void SetMode(string path, UnixFileMode mode) =>
        PosixException.ThrowIfFailed(Libc.chmod(path, (uint)mode), nameof(Libc.chmod), path);

    internal static void SetModified(string path, FileTime time)
    {
        var times = stackalloc kernel_timespec[2];
        times[0] = new kernel_timespec { tv_nsec = TimeOmit };
        times[1] = new kernel_timespec { tv_sec = (nint)time.Seconds, tv_nsec = (nint)time.Nanoseconds };
        PosixException.ThrowIfFailed(Libc.utimensat(AtFdCwd, path, times, AtSymlinkNofollow), nameof(Libc.utimensat), path);
    }

    /// <summary>Best effort: some file systems cannot.</summary>
    internal static void SyncDirectory(string directory)
    {
        using var handle = new SafeFileHandle(Libc.open(directory, ReadOnlyDirectory, 0), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            _ = Libc.fsync(handle);
        }
    }

    /// <summary>Null where the file has no such extended attribute, or the file system none at all.</summary>
    internal static byte[]? GetAttribute(string path, string name)
    {
        for (var value = new byte[256]; ; value = new byte[4 * value.Length])
        {
            fixed (byte* bytes = value)
            {
                var length = Libc.lgetxattr(path, name, bytes, (nuint)value.Length);
                if (length == -1)
                {
                    switch (Marshal.GetLastPInvokeError())
                    {
                        case RangeError:
                            continue;
                        case NoData or NotSupported or NotPermitted:
                            return null;
                    }
                }

                PosixException.ThrowIfFailed(length, nameof(Libc.lgetxattr), path);
                return value[..(int)length];
            }
        }
    }

    internal static void SetAttribute(string path, string name, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            PosixException.ThrowIfFailed(Libc.lsetxattr(path, name, bytes, (nuint)value.Length, 0), nameof(Libc.lsetxattr), path);
        }
    }

    /// <summary>Those that the file system lists; ntfs-3g does not list its own.</summary>
    internal static IReadOnlyList<string> AttributeNames(string path)
    {
        for (var list = new byte[1024]; ; list = new byte[4 * list.Length])
        {
            fixed (byte* bytes = list)
            {
                var length = Libc.llistxattr(path, bytes, (nuint)list.Length);
                if (length == -1)
                {
                    switch (Marshal.GetLastPInvokeError())
                    {
                        case RangeError:
                            continue;
                        case NotSupported:
                            return [];
                    }
                }

                PosixException.ThrowIfFailed(length, nameof(Libc.llistxattr), path);
                return Encoding.UTF8.GetString(list, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }
}
