using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ProvisionKms.Imaging.Interop.Wimlib;

/// <summary>
/// A <c>wimlib_tchar</c> string: UTF-16 on Windows, UTF-8 elsewhere (the latter by WIMLIB_INIT_FLAG_ASSUME_UTF8).
/// The only place that knows.
/// </summary>
[CustomMarshaller(typeof(string), MarshalMode.Default, typeof(WimStringMarshaller))]
internal static class WimStringMarshaller
{
    public static nint ConvertToUnmanaged(string? managed) => OperatingSystem.IsWindows()
        ? Marshal.StringToCoTaskMemUni(managed)
        : Marshal.StringToCoTaskMemUTF8(managed);

    public static string? ConvertToManaged(nint unmanaged) => OperatingSystem.IsWindows()
        ? Marshal.PtrToStringUni(unmanaged)
        : Marshal.PtrToStringUTF8(unmanaged);

    public static void Free(nint unmanaged) => Marshal.FreeCoTaskMem(unmanaged);
}

/// <summary>A string that libwim keeps: read, never freed.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(BorrowedWimStringMarshaller))]
internal static class BorrowedWimStringMarshaller
{
    public static string? ConvertToManaged(nint unmanaged) => WimStringMarshaller.ConvertToManaged(unmanaged);
}
