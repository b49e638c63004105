using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Rehearsal.Interop;

/// <summary>Whose a file is, and whether a pipe has something for us, which .NET does not tell. In the C library's own spelling.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const uint STATX_UID = 0x8;
    private const short POLLIN = 0x1;
    private const int EINTR = 4;

    /// <summary>True when the file itself, not what a link points to, belongs to the user that we run as.</summary>
    [SupportedOSPlatform("linux")]
    public static bool IsOurs(string path)
    {
        statx_buffer buffer;
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_UID, &buffer) == 0 && buffer.stx_uid == geteuid();
    }

    /// <summary>True when a read would not wait: there is something, or the other side is closed.</summary>
    /// <param name="atMost">How long to wait for that.</param>
    public static bool HasInput(SafeHandle handle, TimeSpan atMost)
    {
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var file = new poll_fd { fd = (int)handle.DangerousGetHandle(), events = POLLIN };
            var ready = poll(&file, 1, (int)atMost.TotalMilliseconds);
            if (ready < 0 && Marshal.GetLastPInvokeError() is not EINTR and var error)
            {
                throw new Win32Exception(error);
            }

            return ready > 0;
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int dirfd, string pathname, int flags, uint mask, statx_buffer* buffer);

    [LibraryImport(Library)]
    private static partial uint geteuid();

    [LibraryImport(Library, SetLastError = true)]
    private static partial int poll(poll_fd* fds, nuint nfds, int timeout);

    /// <summary>struct statx: the same on all architectures, which struct stat is not.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct statx_buffer
    {
        [FieldOffset(0x14)]
        internal uint stx_uid;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct poll_fd
    {
        internal int fd;
        internal short events;
        internal short revents;
    }
}
