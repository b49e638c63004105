using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>restartmanager.h. All return an error code, 0 for success.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class RestartManager
{
    internal const int KeyLength = 32;

    private const string Library = "rstrtmgr.dll";

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int RmStartSession(out uint session, uint flags, char* key);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int RmRegisterResources(
        uint session, uint fileCount, string[] files, uint applicationCount, void* applications, uint serviceCount, void* services);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int RmGetList(uint session, out uint needed, ref uint count, RM_PROCESS_INFO* processes, out uint rebootReasons);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    internal static partial int RmEndSession(uint session);
}

[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct RM_PROCESS_INFO
{
    internal int dwProcessId;
    internal long ProcessStartTime;
    internal fixed char strAppName[256];
    internal fixed char strServiceShortName[64];
    internal int ApplicationType;
    internal uint AppStatus;
    internal uint TSSessionId;
    internal int bRestartable;
}
