using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Rehearsal.Interop;

/// <summary>Whose a file is, which .NET does not tell. In the C library's own spelling.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const uint STATX_UID = 0x8;

    /// <summary>True when the file itself, not what a link points to, belongs to the user that we run as.</summary>
    public static bool IsOurs(string path)
    {
        statx_buffer buffer;
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_UID, &buffer) == 0 && buffer.stx_uid == geteuid();
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int dirfd, string pathname, int flags, uint mask, statx_buffer* buffer);

    [LibraryImport(Library)]
    private static partial uint geteuid();

    /// <summary>struct statx: the same on all architectures, which struct stat is not.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct statx_buffer
    {
        [FieldOffset(0x14)]
        internal uint stx_uid;
    }
}
