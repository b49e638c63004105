using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>
/// Exported by dismapi.dll but in no header of Microsoft's; PowerShell's DISM module and the package Microsoft.Dism call
/// them. Present since Windows 8.
/// </summary>
internal static unsafe partial class DismNative
{
    [LibraryImport(Library)]
    public static partial int _DismGetCurrentEdition(uint Session, out DismString_* EditionId);

    [LibraryImport(Library)]
    public static partial int _DismGetTargetEditions(uint Session, out DismString_* EditionIds, out uint Count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int _DismSetProductKey(uint Session, string ProductKey);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int _DismValidateProductKey(uint Session, string ProductKey);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int _DismGetProductKeyInfo(uint Session, string ProductKey, out DismString_* EditionId, out DismString_* Channel);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int _DismSetEdition(
        uint Session,
        string EditionId,
        string? ProductKey,
        SafeWaitHandle CancelEvent,
        delegate* unmanaged[Stdcall]<uint, uint, nint, void> Progress,
        nint UserData);

    [LibraryImport(Library)]
    public static partial int _DismGetRegistryMountPoint(uint Session, DismRegistryHive RegistryHive, out DismString_* MountPoint);
}
