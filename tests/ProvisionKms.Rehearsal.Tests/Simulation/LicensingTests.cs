using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Tests.Simulation;

public sealed class LicensingTests
{
    private static readonly string Key = Sample.Profile().Key.Reveal();

    [Fact]
    public void The_manual_procedure_activates()
    {
        var windows = Sample.Windows();

        Assert.Equal((0, "Uninstalled product key successfully.\r\n"), Said(windows.Slmgr("-upk")));
        Assert.Equal((0, $"Installed product key {Key} successfully.\r\n"), Said(windows.Slmgr("/ipk", Key)));
        Assert.Equal((0, "Key Management Service machine name set to kms.example.net:1688 successfully.\r\n"), Said(windows.Slmgr("-skms", "kms.example.net:1688")));
        Assert.EndsWith("Product activated successfully.\r\n", windows.Slmgr("-ato").Output, StringComparison.Ordinal);
        Assert.True(windows.Licensing.IsActivated);
        Assert.Equal("kms.example.net", windows.Registry.Text(@"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform", "KeyManagementServiceName"));
    }

    [Fact]
    public void A_key_that_is_missing_is_told_and_is_no_failure()
    {
        var windows = Sample.Windows();
        windows.Slmgr("-upk");

        Assert.Equal((0, "Error: product key not found.\r\n"), Said(windows.Slmgr("-upk")));
    }

    [Theory]
    [InlineData("WMDGN-G9PQG-XVVXX-R3X43-63DFG", "0xC004F069")]
    [InlineData("no key", "0xC004F050")]
    public void A_key_that_does_not_fit_is_refused_with_its_code(string key, string code)
    {
        var answer = Sample.Windows().Slmgr("-ipk", key);

        Assert.StartsWith($"Error: {code} ", answer.Output, StringComparison.Ordinal);
        Assert.Equal(Convert.ToInt32(code[2..], 16), answer.ExitCode);
    }

    [Theory]
    [InlineData("kms.example.net:1688", null)]
    [InlineData("kms.example.net", null)]
    [InlineData("KMS.EXAMPLE.NET", null)]
    [InlineData("kms.example.net:1689", "0xC004F074")]
    [InlineData("other.example.net", "0xC004F074")]
    [InlineData(null, "0x8007232B")]
    public void Only_the_host_of_the_provider_activates(string? host, string? code)
    {
        var windows = Sample.Windows();
        windows.Slmgr("-ipk", Key);
        if (host is not null)
        {
            windows.Slmgr("-skms", host);
        }

        var output = windows.Slmgr("-ato").Output;

        Assert.Equal(code is null, windows.Licensing.IsActivated);
        Assert.Contains(code ?? "successfully", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_there_is_nothing_to_activate()
    {
        var windows = Sample.Windows();
        windows.Slmgr("-upk");

        Assert.Contains("0xC004F014", windows.Slmgr("-ato").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Discovery_and_Active_Directory_need_no_host()
    {
        foreach (var method in new[] { ActivationMethod.KmsDiscovery, ActivationMethod.ActiveDirectory })
        {
            var windows = Sample.Windows(Sample.Profile(method: method));
            windows.Slmgr("-ipk", Key);
            windows.Slmgr("-ato");

            Assert.True(windows.Licensing.IsActivated);
        }
    }

    [Fact]
    public void A_MAK_is_activated_by_servers_whose_names_must_be_known()
    {
        var mak = ProductKey.Parse("ABCDE-FGHJK-LMNPQ-RSTVW-XY234");
        var windows = Sample.Windows(Sample.Profile(method: ActivationMethod.Mak) with { Key = mak });
        windows.Network.ResolvesFrom = TimeSpan.FromSeconds(30);
        windows.Slmgr("-ipk", mak.Reveal());

        Assert.Contains("0x8007232B", windows.Slmgr("-ato").Output, StringComparison.Ordinal);
        windows.Clock.Forward(TimeSpan.FromSeconds(30));
        windows.Slmgr("-ato");
        Assert.True(windows.Licensing.IsActivated);
        Assert.Contains("VOLUME_MAK", windows.Status().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_starting_answers_nobody()
    {
        var windows = Sample.Windows();
        windows.Licensing.ReadyFrom = TimeSpan.FromSeconds(10);

        Assert.Contains("0x800706BA", windows.Slmgr("-ipk", Key).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("LicenseStatus", windows.Status().Output, StringComparison.Ordinal);
        Assert.Contains("START_PENDING", windows.Call("sc", "query", "sppsvc").Output, StringComparison.Ordinal);
        windows.Clock.Forward(TimeSpan.FromSeconds(10));
        Assert.Equal(0, windows.Slmgr("-ipk", Key).ExitCode);
        Assert.Contains(": 4  RUNNING", windows.Call("sc", "query", "sppsvc").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-server-2008", "slsvc", "sppsvc")]
    [InlineData("windows-server-2008-r2", "sppsvc", "slsvc")]
    public void The_service_has_the_name_that_its_Windows_knows(string product, string right, string wrong)
    {
        var windows = Sample.Windows(Sample.Profile(product));

        Assert.Equal(0, windows.Call("sc", "query", right).ExitCode);
        Assert.Equal(1060, windows.Call("sc", "query", wrong).ExitCode);
    }

    [Fact]
    public void NT_6_0_keeps_the_host_at_its_own_place()
    {
        var windows = Sample.Windows(Sample.Profile("windows-server-2008"));
        windows.Slmgr("-skms", "kms.example.net:1688");
        const string Place = @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SL";

        Assert.Equal("1688", windows.Registry.Text(Place, "KeyManagementServicePort"));
        windows.Slmgr("-ckms");
        Assert.Null(windows.Registry.Text(Place, "KeyManagementServiceName"));
    }

    [Fact]
    public void Status_is_lines_that_depend_on_no_language()
    {
        var windows = Sample.Windows();
        windows.Slmgr("-ipk", Key);

        Assert.Equal(
            "FormatVersion=1\r\nUtc=2025-01-01T08:00:00Z\r\nLicenseStatus=5\r\nPartialProductKey=J464C\r\nEvaluation=0\r\n" +
            "Description=Windows(R) Operating System, VOLUME_KMSCLIENT channel\r\n",
            windows.Status().Output);
        windows.Slmgr("-upk");
        Assert.EndsWith("LicenseStatus=0\r\n", windows.Status().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_VBScript_or_its_host_cscript_fails_and_PowerShell_does_the_same_steps()
    {
        var disabled = Sample.Windows();
        disabled.Hosts.DisableScriptHost();
        Assert.Equal(1, disabled.Slmgr("-ato").ExitCode);

        var missing = Sample.Windows();
        missing.Hosts.HasVbScript = false;
        Assert.Equal(1, missing.Status().ExitCode);

        string[] file = ["-NoProfile", "-ExecutionPolicy", "Bypass", "-File", @"C:\windows\Setup\Scripts\ProvisionKms\Licensing.ps1"];
        Assert.Equal((0, "Done.\r\n"), Said(missing.Call("powershell", [.. file, "-ipk", Key])));
        Assert.Equal("Error: 0x8007232B\r\n", missing.Call("powershell", [.. file, "-ato"]).Output);
        Assert.Contains("PartialProductKey=J464C", missing.Call("powershell", [.. file, "status"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PowerShell_takes_a_key_that_is_not_in_its_arguments_from_the_settings()
    {
        var windows = new SimulatedWindows(Sample.Profile(), path => path.ToString() == @"windows\p\settings.ini" ? System.Text.Encoding.ASCII.GetBytes($"Method=kms\r\nKey={Key}\r\n") : null);

        windows.Call("powershell", "-File", @"C:\windows\p\Licensing.ps1", "-ipk");

        Assert.Equal(Key, windows.Licensing.Key?.Reveal());
    }

    private static (int ExitCode, string Output) Said(CallAnswer answer) => (answer.ExitCode, answer.Output);
}
