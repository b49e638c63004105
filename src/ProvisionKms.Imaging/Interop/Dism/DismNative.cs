using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>
/// Declarations of <c>dismapi.h</c>, in its own spelling. Each returns an HRESULT. What comes back through a pointer was
/// allocated by DISM and is freed, an array as a whole, by <see cref="DismDelete"/>. Only <see cref="DismApi"/> calls these.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism/dism-api-functions
/// </summary>
internal static unsafe partial class DismNative
{
    public const string Library = "dismapi";

    static DismNative() => LibraryResolver.Set();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismInitialize(DismLogLevel LogLevel, string? LogFilePath, string? ScratchDirectory);

    [LibraryImport(Library)]
    public static partial int DismShutdown();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismMountImage(
        string ImageFilePath,
        string MountPath,
        uint ImageIndex,
        string? ImageName,
        DismImageIdentifier ImageIdentifier,
        DismMountFlags Flags,
        SafeWaitHandle CancelEvent,
        delegate* unmanaged[Stdcall]<uint, uint, nint, void> Progress,
        nint UserData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismUnmountImage(
        string MountPath,
        DismUnmountFlags Flags,
        SafeWaitHandle CancelEvent,
        delegate* unmanaged[Stdcall]<uint, uint, nint, void> Progress,
        nint UserData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismRemountImage(string MountPath);

    [LibraryImport(Library)]
    public static partial int DismCommitImage(
        uint Session,
        DismUnmountFlags Flags,
        SafeWaitHandle CancelEvent,
        delegate* unmanaged[Stdcall]<uint, uint, nint, void> Progress,
        nint UserData);

    [LibraryImport(Library)]
    public static partial int DismCleanupMountpoints();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismOpenSession(string ImagePath, string? WindowsDirectory, string? SystemDrive, out uint Session);

    [LibraryImport(Library)]
    public static partial int DismCloseSession(uint Session);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismGetImageInfo(string ImageFilePath, out DismImageInfo_* ImageInfo, out uint Count);

    [LibraryImport(Library)]
    public static partial int DismGetMountedImageInfo(out DismMountedImageInfo_* MountedImageInfo, out uint Count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    public static partial int DismApplyUnattend(uint Session, string UnattendFile, [MarshalAs(UnmanagedType.Bool)] bool SingleSession);

    [LibraryImport(Library)]
    public static partial int DismGetLastErrorMessage(out DismString_* ErrorMessage);

    [LibraryImport(Library)]
    public static partial int DismDelete(void* DismStructure);
}
