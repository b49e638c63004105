using System.Runtime.Versioning;
using Microsoft.Win32;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Opens what <c>_DismGetRegistryMountPoint</c> names. It is a key below HKEY_LOCAL_MACHINE; nothing says whether it comes
/// with that name before it, so both are understood.
/// </summary>
internal static class RegistryMountPoint
{
    private static readonly string[] Roots = [@"\Registry\Machine\", @"HKEY_LOCAL_MACHINE\", @"HKLM\", @"Machine\"];

    [SupportedOSPlatform("windows")]
    public static RegistryKey? Open(string mountPoint, bool writable) =>
        Registry.LocalMachine.OpenSubKey(BelowLocalMachine(mountPoint), writable);

    internal static string BelowLocalMachine(string mountPoint)
    {
        var root = Array.Find(Roots, r => mountPoint.StartsWith(r, StringComparison.OrdinalIgnoreCase));
        return mountPoint[(root?.Length ?? 0)..].Trim('\\');
    }
}
