using System.Runtime.InteropServices;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>Finds libwim and prepares it once per process: paths in UTF-8, and case ignored as Windows does.</summary>
internal static class WimlibLibrary
{
    private static readonly Lazy<int> Initialized = new(Initialize);

    /// <summary>
    /// LZX level of what is written, 1 to 100; libwim's default is 50. Up to 34 libwim parses lazily: measured on hives
    /// and metadata that takes a sixth of the time, for resources that grow by a few percent. A provisioned image
    /// rewrites nothing else.
    /// </summary>
    private const uint CompressionLevel = 34;

    /// <summary>The version as libwim writes it, such as 1.13.6; null when the library is not installed.</summary>
    public static Version? FindVersion()
    {
        if (!TryLoad(out _))
        {
            return null;
        }

        var packed = WimlibNative.wimlib_get_version();
        return new Version((int)(packed >> 20), (int)((packed >> 10) & 0x3FF), (int)(packed & 0x3FF));
    }

    /// <summary>How to install it.</summary>
    public static string Remedy => OperatingSystem.IsWindows()
        ? "leave --backend out to use DISM, or put libwim-15.dll (wimlib.net) beside provision-kms.exe"
        : "Debian, Ubuntu: apt-get install libwim15";

    /// <exception cref="ProvisionException">libwim is not installed.</exception>
    public static void EnsureReady() => _ = Initialized.Value;

    private static int Initialize()
    {
        if (!TryLoad(out _))
        {
            throw new ProvisionException(Codes.LibraryMissing, "libwim is needed for WIM and ESD images and is not installed",
                hint: Remedy);
        }

        WimlibException.ThrowIfFailed(
            (WimlibError)WimlibNative.wimlib_global_init(InitFlags.AssumeUtf8 | InitFlags.DefaultCaseInsensitive), "initialise libwim");
        _ = WimlibNative.wimlib_set_print_errors(false);
        _ = WimlibNative.wimlib_set_default_compression_level((int)CompressionType.Lzx, CompressionLevel);
        return 0;
    }

    private static bool TryLoad(out nint library) =>
        NativeLibrary.TryLoad(FileName, typeof(WimlibLibrary).Assembly, null, out library);

    private static string FileName => OperatingSystem.IsWindows() ? "libwim-15.dll" : "libwim.so.15";

    /// <summary>The file name of the library differs by system. 0 when it is not installed.</summary>
    public static nint Load() => TryLoad(out var library) ? library : 0;
}
