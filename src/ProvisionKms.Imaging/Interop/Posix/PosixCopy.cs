using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>The cheap ways to copy a file: a reflink shares the blocks, copy_file_range copies inside the kernel.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PosixCopy
{
    private const nuint FiClone = 0x40049409;

    internal static bool TryClone(SafeFileHandle from, SafeFileHandle to) => Libc.ioctl(to, FiClone, (int)from.DangerousGetHandle()) == 0;

    /// <returns>How many bytes were copied, from the offset in both; 0 or less where the kernel cannot.</returns>
    internal static long CopyInKernel(SafeFileHandle from, SafeFileHandle to, long offset, int length)
    {
        long source = offset, target = offset;
        return Libc.copy_file_range(from, ref source, to, ref target, length, 0);
    }
}
