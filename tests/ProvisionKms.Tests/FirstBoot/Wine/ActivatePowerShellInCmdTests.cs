using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>Where VBScript does not work, PowerShell does the same steps. (What Licensing.ps1 does cannot be run here.)</summary>
[Collection(nameof(WineCollection))]
public sealed class ActivatePowerShellInCmdTests(WinePrefix wine) : ActivateBench(wine)
{
    private static readonly string[] Steps = ["powershell -upk", $"powershell -ipk {Key}", "powershell -skms kms.example.net:1688", "powershell -ato"];

    [Fact]
    public void Without_slmgr_PowerShell_does_every_step()
    {
        Prepare(FirstBootSettingsTests.Kms, "-ato|1|-1073418124|Error: 0xC004F074");
        Wine.Delete(@"C:\windows\system32\slmgr.vbs");

        var run = Run(0);

        Assert.Equal(
            ["powershell status J464C", .. Steps, Sleep, "powershell status J464C", "powershell -ato", "powershell status J464C", .. DeletedTasks],
            run.Calls.Where(c => c.StartsWith("powershell", StringComparison.Ordinal) || run.Steps.Contains(c)));
        Assert.Contains("Licensing.ps1 is used in place of slmgr.vbs", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_VBScript_is_switched_off_PowerShell_does_every_step()
    {
        Prepare(FirstBootSettingsTests.Kms, "Status.vbs|*|1|Input Error: There is no script engine for file extension \".vbs\".",
            "-File|1|0|FormatVersion=1~Utc=2026-01-31T10:00:00Z~LicenseStatus=5~PartialProductKey=J464C~Evaluation=0~Description=x", "status J464C|*|0|LicenseStatus=1~PartialProductKey=J464C");

        var run = Run(0);

        Assert.Equal([Status, "powershell status J464C", .. Steps[2..], "powershell status J464C", .. DeletedTasks],
            run.Calls.Where(c => c.Contains("status", StringComparison.Ordinal) || run.Steps.Contains(c)));
        Assert.Equal("2026-01-31T10:00:00Z", run["started"]);
    }

    [Fact]
    public void A_MAK_is_no_argument_of_PowerShell()
    {
        const string Mak = "ABCDE-FGHJK-LMNPQ-RSTVW-XY234";
        Prepare(FirstBootSettingsTests.Kms with { Method = ActivationMethod.Mak, Kms = null, Key = ProductKey.Parse(Mak) });
        Wine.Delete(@"C:\windows\system32\slmgr.vbs");

        var run = Run(0);

        Assert.Equal(["powershell -upk", "powershell -ipk", "powershell -ato", .. DeletedTasks], run.Steps.Where(c => !c.Contains("status", StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Calls, c => c.Contains(Mak, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_both_it_says_what_to_install()
    {
        Prepare(FirstBootSettingsTests.Kms);
        Wine.Delete(@"C:\windows\system32\slmgr.vbs");
        Wine.Delete(Recorder.PowerShell);

        var run = Run(3);

        Assert.Empty(run.Steps);
        Assert.Equal("cannot-run", run["state"]);
        Assert.Contains("Neither VBScript nor PowerShell is here. Add the Windows feature VBSCRIPT", run.Event, StringComparison.Ordinal);
    }
}
