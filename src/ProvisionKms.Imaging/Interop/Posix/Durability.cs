using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>Makes a rename survive a power cut: the directory that holds the name must reach the disk too.</summary>
internal static partial class Durability
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <summary>Best effort: some file systems cannot sync a directory, and Windows needs no such call.</summary>
    public static void SyncDirectory(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = new SafeFileHandle(open(directory, ReadOnlyDirectory, 0), ownsHandle: true);
        if (!handle.IsInvalid)
        {
            _ = fsync(handle);
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle fd);
}
