using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Cli.Interop;

/// <summary>How wide a terminal is: .NET writes escape sequences to it before it tells. In the C library's own spelling.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";
    private const uint TIOCGWINSZ = 0x5413;

    /// <returns>0 where the file is no terminal, or a terminal that does not tell, such as a serial console.</returns>
    public static int ColumnsOf(int file)
    {
        window_size size;
        return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    }

    [LibraryImport(Library)]
    private static partial int ioctl(int fd, nuint op, window_size* size);

    [StructLayout(LayoutKind.Sequential)]
    private struct window_size
    {
        internal ushort ws_row;
        internal ushort ws_col;
        internal ushort ws_xpixel;
        internal ushort ws_ypixel;
    }
}
