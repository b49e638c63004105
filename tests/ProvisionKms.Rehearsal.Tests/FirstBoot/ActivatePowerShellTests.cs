using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>Where VBScript does not work, PowerShell does the same steps. (What Licensing.ps1 does cannot be run here.)</summary>
public sealed class ActivatePowerShellTests : ActivateBench
{
    private static readonly string[] Steps = ["powershell -upk", $"powershell -ipk {Key}", "powershell -skms kms.example.net:1688", "powershell -ato"];

    [Fact]
    public void Without_slmgr_PowerShell_does_every_step()
    {
        Prepare(Kms, new Answer("-ato", -1073418124, "Error: 0xC004F074", Times: 1));
        Machine.Delete(Slmgr);

        var run = Run(0);

        Assert.Equal(
            ["powershell status J464C", .. Steps, Sleep, "powershell status J464C", "powershell -ato", "powershell status J464C", .. DeletedTasks],
            run.Calls.Where(c => c.StartsWith("powershell", StringComparison.Ordinal) || run.Steps.Contains(c)));
        Assert.Contains("Licensing.ps1 is used in place of slmgr.vbs", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_VBScript_is_switched_off_PowerShell_does_every_step()
    {
        Prepare(Kms, new Answer("Status.vbs", 1, "Input Error: There is no script engine for file extension \".vbs\"."),
            new Answer("ps1\" status", 0, "FormatVersion=1\r\nUtc=2026-01-31T10:00:00Z\r\nLicenseStatus=5\r\nPartialProductKey=J464C\r\nEvaluation=0", Times: 1),
            new Answer("ps1\" status", 0, "FormatVersion=1\r\nLicenseStatus=1\r\nPartialProductKey=J464C\r\nEvaluation=0"));

        var run = Run(0);

        Assert.Equal(["status J464C", "powershell status J464C", .. Steps[2..], "powershell status J464C", .. DeletedTasks],
            run.Calls.Where(c => c.Contains("status", StringComparison.Ordinal) || run.Steps.Contains(c)));
        Assert.Equal("2026-01-31T10:00:00Z", run["started"]);
    }

    [Fact]
    public void A_MAK_is_no_argument_of_PowerShell()
    {
        Prepare(Kms with { Method = ActivationMethod.Mak, Kms = null, Key = ProductKey.Parse(Mak) });
        Machine.Delete(Slmgr);

        var run = Run(0);

        Assert.Equal(["powershell -upk", "powershell -ipk", "powershell -ato", .. DeletedTasks], run.Steps.Where(c => !c.Contains("status", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Calls, c => c.Contains(Mak, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_VBScript_is_switched_off_and_PowerShell_is_not_there_it_says_what_to_install()
    {
        Prepare(Kms, new Answer("Status.vbs", 1, "CScript Error: Windows Script Host access is disabled on this machine."));
        Machine.Delete(PowerShell);

        var run = Run(3);

        Assert.Empty(run.Steps);
        Assert.Equal("cannot-run", run["state"]);
    }

    [Fact]
    public void Without_both_it_says_what_to_install()
    {
        Prepare(Kms);
        Machine.Delete(Slmgr);
        Machine.Delete(PowerShell);

        var run = Run(3);

        Assert.Empty(run.Steps);
        Assert.Equal("cannot-run", run["state"]);
        Assert.Contains("Neither VBScript nor PowerShell is here. Add the Windows feature VBSCRIPT", run.Event, StringComparison.Ordinal);
    }
}
