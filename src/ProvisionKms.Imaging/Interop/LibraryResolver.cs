using System.Reflection;
using System.Runtime.InteropServices;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Interop.Wimlib;

namespace ProvisionKms.Imaging.Interop;

/// <summary>Where native libraries come from whose place or file name is not the same everywhere. An assembly may have only one resolver.</summary>
internal static class LibraryResolver
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(LibraryResolver).Assembly, Resolve);
        return true;
    });

    /// <summary>Declarations whose library is resolved here call this before their first call.</summary>
    public static void Set() => _ = Installed.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name switch
    {
        DismNative.Library => DismLibrary.Load(),
        WimlibNative.Library => WimlibLibrary.Load(),
        _ => 0,
    };
}
