using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>
/// A start-up script of the local Group Policy that calls the activation script: the documented way to run something as
/// local system at the start of a Windows on which no Setup runs any more. Microsoft describes the very three files for a
/// disk that is attached to another machine.
/// https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/reset-local-password-without-agent
/// </summary>
public static class StartupScript
{
    /// <summary>Without a folder: Windows looks in Scripts\Startup, whatever drive it is on.</summary>
    public const string Name = "ProvisionKms.cmd";

    public static readonly ImagePath PolicyFile = @"Windows\System32\GroupPolicy\gpt.ini";

    public static readonly ImagePath ListFile = @"Windows\System32\GroupPolicy\Machine\Scripts\scripts.ini";

    public static readonly ImagePath ScriptFile = ListFile.Parent / "Startup" / Name;

    /// <summary>Windows lets the start-up scripts run for 600 seconds together, unless a policy says otherwise; some are left for others.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(9);

    /// <summary>Same bytes always. The inner cmd.exe is called as by the block in SetupComplete.cmd, for the same reasons.</summary>
    public static byte[] Content => Encoding.ASCII.GetBytes(
        """
        @rem Activates Windows at start-up. Written by provision-kms; listed in scripts.ini two folders above.
        @if exist "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" "%SystemRoot%\System32\cmd.exe" /d /e:on /v:off /c "call "%SystemRoot%\Setup\Scripts\ProvisionKms\Activate.cmd" startup" <nul >nul 2>&1

        """.ReplaceLineEndings("\r\n"));

    /// <param name="list">scripts.ini of the image, or null.</param>
    /// <param name="policy">gpt.ini of the image, or null.</param>
    public static StartupScriptMerge Merge(byte[]? list, byte[]? policy, string listName, string policyName)
    {
        var listBefore = list is null ? IniText.NewWide : IniText.Read(list);
        var policyBefore = policy is null ? IniText.NewNarrow : IniText.Read(policy);
        if (listBefore is null || policyBefore is null)
        {
            string[] unreadable = [.. new[] { listBefore is null ? listName : null, policyBefore is null ? policyName : null }.OfType<string>()];
            return new(null, null, [.. unreadable.Select(name => new Diagnostic(
                Codes.PolicyFileUnreadable, "the file is UTF-16 in a form that Windows does not read", new SourceSpan(name), Codes.PolicyFileUnreadable.Hint))]);
        }

        var listAfter = ScriptsIni.Add(listBefore, Name);
        var policyAfter = GptIni.Announce(policyBefore, isNews: listAfter.Text != listBefore.Text);
        return new(listAfter.ToBytes(), policyAfter.ToBytes(), GptIni.IsMachinePartDisabled(policyBefore)
            ? [new(Codes.LocalPolicyDisabled, "the computer part of the local Group Policy is disabled here: Windows will not run its start-up scripts", new SourceSpan(policyName), Codes.LocalPolicyDisabled.Hint)]
            : []);
    }

    public static bool IsListed(byte[] list) => IniText.Read(list) is { } text && ScriptsIni.Has(text, Name);

    public static bool IsAnnounced(byte[] policy) => IniText.Read(policy) is { } text && GptIni.Announces(text);
}

/// <param name="List">scripts.ini, or null when a file cannot be read; the diagnostics then hold an error.</param>
/// <param name="Policy">gpt.ini.</param>
public sealed record StartupScriptMerge(byte[]? List, byte[]? Policy, IReadOnlyList<Diagnostic> Diagnostics);
