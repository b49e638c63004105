using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>What .NET does not offer of the file system, in the C library's own spelling. All return -1 and errno on failure.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statx(int dirfd, string pathname, int flags, uint mask, statx_buffer* buffer);

    [LibraryImport(Library)]
    internal static partial uint geteuid();

    /// <summary>Does not follow <paramref name="oldpath"/> when that is a symbolic link.</summary>
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int link(string oldpath, string newpath);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkdir(string pathname, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rename(string oldpath, string newpath);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chmod(string pathname, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int lchown(string path, uint owner, uint group);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int utimensat(int dirfd, string path, kernel_timespec* times, int flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint open(string path, int flags, int mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fsync(SafeFileHandle fd);

    /// <summary>FICLONE: shares the blocks of two files.</summary>
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ioctl(SafeFileHandle fd, nuint request, int argument);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint copy_file_range(SafeFileHandle source, ref long sourceOffset, SafeFileHandle target, ref long targetOffset, nint length, uint flags);

    /// <summary>Returns the length of the value; a size of 0 asks for it only.</summary>
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint lgetxattr(string path, string name, byte* value, nuint size);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int lsetxattr(string path, string name, byte* value, nuint size, int flags);

    /// <summary>Returns the length of the list: names, each with a NUL at its end.</summary>
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llistxattr(string path, byte* list, nuint size);
}

/// <summary>struct timespec, on 64-bit machines; renamed because the compiler keeps names in lower case for itself.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct kernel_timespec
{
    internal nint tv_sec;
    internal nint tv_nsec;
}

/// <summary>struct statx: the same on all architectures, which struct stat is not.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct statx_buffer
{
    [FieldOffset(0x14)]
    internal uint stx_uid;

    [FieldOffset(0x18)]
    internal uint stx_gid;

    [FieldOffset(0x1c)]
    internal ushort stx_mode;

    [FieldOffset(0x20)]
    internal ulong stx_ino;

    [FieldOffset(0x28)]
    internal ulong stx_size;

    [FieldOffset(0x60)]
    internal long stx_ctime_sec;

    [FieldOffset(0x68)]
    internal uint stx_ctime_nsec;

    [FieldOffset(0x70)]
    internal long stx_mtime_sec;

    [FieldOffset(0x78)]
    internal uint stx_mtime_nsec;

    [FieldOffset(0x88)]
    internal uint stx_dev_major;

    [FieldOffset(0x8c)]
    internal uint stx_dev_minor;
}
