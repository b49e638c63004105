using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// The privileges to read and write files whatever their access lists say, and to give them any owner. Administrators have
/// them, but a process must ask; asked for once, for the whole process. Without them the access lists decide.
/// https://learn.microsoft.com/windows/win32/secauthz/privilege-constants
/// </summary>
[SupportedOSPlatform("windows")]
internal static class BackupRights
{
    private const uint AdjustAndQuery = 0x28;
    private const uint Enabled = 2;

    private static readonly Lazy<bool> Taken = new(() => Enable("SeBackupPrivilege") & Enable("SeRestorePrivilege"));

    /// <returns>Whether this process has them.</returns>
    internal static bool Take() => Taken.Value;

    private static unsafe bool Enable(string privilege)
    {
        var wanted = new TOKEN_PRIVILEGES { PrivilegeCount = 1, Attributes = Enabled };
        if (!Advapi32.LookupPrivilegeValueW(null, privilege, out wanted.Luid) || !Advapi32.OpenProcessToken(-1, AdjustAndQuery, out var token))
        {
            return false;
        }

        // It succeeds too when the process does not have the privilege, and says so in the last error only.
        using (token)
        {
            return Advapi32.AdjustTokenPrivileges(token, false, &wanted, 0, null, null) && Marshal.GetLastPInvokeError() == 0;
        }
    }
}
