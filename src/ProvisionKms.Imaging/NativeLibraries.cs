using System.Runtime.InteropServices;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Interop.Hivex;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Imaging;

/// <summary>The native libraries that the backends of this system call, and whether they are here.</summary>
public static class NativeLibraries
{
    public static IReadOnlyList<NativeLibraryState> All()
    {
        if (OperatingSystem.IsWindows())
        {
            return [new NativeLibraryState("DISM", DismLibrary.Find() is not null, DismLibrary.FindVersion(), "WIM, VHD and VHDX images, directories", "a part of Windows 8, Windows Server 2012 and later; the Windows ADK brings a newer one")];
        }

        var libwim = WimlibLibrary.FindVersion();
        var hivex = NativeLibrary.TryLoad(Hivex.Library, typeof(Hivex).Assembly, null, out _);
        return
        [
            new NativeLibraryState("libwim", libwim is not null, libwim?.ToString(), "WIM and ESD images", WimlibLibrary.Remedy),

            // hivex has no function that tells its version.
            new NativeLibraryState("hivex", hivex, null, "registry hives", "Debian, Ubuntu: apt-get install libhivex0"),
        ];
    }
}

/// <param name="Version">Null where the library does not tell.</param>
/// <param name="Purpose">What needs it.</param>
/// <param name="Remedy">How to install it.</param>
public sealed record NativeLibraryState(string Name, bool IsInstalled, string? Version, string Purpose, string Remedy);
