namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// The programs of Windows that every machine records: those that are played, and those of Wine that must not run because
/// they would change or tell something of the machine that rehearses.
/// </summary>
internal static class StandardPrograms
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. ("cscript wscript powershell pwsh reg sc net net1 ping schtasks dism shutdown eventcreate icacls cacls takeown timeout choice waitfor " +
            "wmic msiexec netsh bcdedit powercfg certutil curl bitsadmin regsvr32 rundll32 regedit regini w32tm wevtutil gpupdate ipconfig nslookup " +
            "tzutil cleanmgr vssadmin pnputil reagentc slui taskkill tasklist whoami fsutil diskpart manage-bde secedit auditpol cmdkey expand robocopy " +
            "setx systeminfo mshta explorer notepad wusa makecab hostname subst label format sysprep slmgr control iexplore winver msg logoff defrag")
            .Split(' ').Select(name => name + ".exe"),
        @"C:\windows\System32\WindowsPowerShell\v1.0\powershell.exe",
    ];
}
