using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>Access lists and privileges, in Windows' own spelling.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Advapi32
{
    private const string Library = "advapi32.dll";

    /// <summary>Writes a self-relative descriptor of the parts that were asked for.</summary>
    [LibraryImport(Library, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool GetKernelObjectSecurity(SafeFileHandle handle, uint parts, byte* descriptor, int size, int* needed);

    /// <summary>Takes the parts as they are: nothing is inherited, nothing is passed on to what is below.</summary>
    [LibraryImport(Library, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool SetKernelObjectSecurity(SafeFileHandle handle, uint parts, byte* descriptor);

    [LibraryImport(Library, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool OpenProcessToken(nint process, uint access, out SafeAccessTokenHandle token);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool LookupPrivilegeValueW(string? system, string name, out long luid);

    [LibraryImport(Library, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool AdjustTokenPrivileges(
        SafeAccessTokenHandle token, [MarshalAs(UnmanagedType.Bool)] bool disableAll, TOKEN_PRIVILEGES* wanted, int size, void* before, int* needed);
}

/// <summary>With room for one.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TOKEN_PRIVILEGES
{
    internal uint PrivilegeCount;
    internal long Luid;
    internal uint Attributes;
}
