using System.Runtime.Versioning;
using Microsoft.Win32;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>Asks this machine.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsMachine
{
    public static WindowsFacts Look() => new(
        Environment.IsPrivilegedProcess, LongPathsEnabled(), DismLibraryState.Find(), MountedImage.All(), Path.GetTempPath());

    private static bool? LongPathsEnabled()
    {
        try
        {
            using var key = Registry.LocalMachine.OpenSubKey(@"SYSTEM\CurrentControlSet\Control\FileSystem");
            return key?.GetValue("LongPathsEnabled") is 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return null;
        }
    }
}
