using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>What a reparse point holds: for a link where it leads, for others what its filter needs.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class ReparseData
{
    private const uint FSCTL_GET_REPARSE_POINT = 0x900a8;
    private const int Largest = 16 << 10;

    internal static byte[] Of(SafeFileHandle handle, string path)
    {
        var data = new byte[Largest];
        int length;
        fixed (byte* bytes = data)
        {
            WindowsException.ThrowIfFailed(
                Kernel32.DeviceIoControl(handle, FSCTL_GET_REPARSE_POINT, null, 0, bytes, data.Length, &length, 0), nameof(FSCTL_GET_REPARSE_POINT), path);
        }

        return data[..length];
    }
}
