using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>What Status.vbs says about the licence is asked before, believed after, and not needed.</summary>
public sealed class ActivateStatusTests : ActivateBench
{
    private const string SoftwareProtection = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform";
    private const string NT60 = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion\SL";

    [Theory]
    [InlineData("KMS.example.net", null)]
    [InlineData("kms.example.net", "1688")]
    public void Nothing_is_done_where_this_key_and_host_are_active(string host, string? port)
    {
        SetHost(SoftwareProtection, host, port);
        Prepare(Kms, Status(1));

        var run = Run(0);

        Assert.Equal(DeletedTasks, run.Steps);
        Assert.Equal("already-activated", run["state"]);
        Assert.Contains("activated by this key already", run.Log, StringComparison.Ordinal);
        Assert.Contains("The KMS host is set already", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_of_NT_6_0_is_in_another_place()
    {
        SetHost(NT60, "kms.example.net", "1688");
        Prepare(Kms, Status(1), new Answer("query sppsvc", 1060, "[SC] FAILED 1060"));

        Assert.Equal(DeletedTasks, Run(0).Steps);
    }

    [Theory]
    [InlineData("other.example.net", null)]
    [InlineData("kms.example.net", "1689")]
    [InlineData(null, null)]
    public void Only_the_host_is_set_where_this_key_is_active_with_another(string? host, string? port)
    {
        SetHost(SoftwareProtection, host, port);
        Prepare(Kms, Status(1));

        var run = Run(0);

        Assert.Equal(["slmgr -skms kms.example.net:1688", .. DeletedTasks], run.Steps);
        Assert.Equal("already-activated", run["state"]);
    }

    [Fact]
    public void A_host_that_could_not_be_set_is_no_success()
    {
        Prepare(Kms with { Attempts = 2 }, Status(1), new Answer("-skms", 1));

        var run = Run(1);

        Assert.Equal(["slmgr -skms kms.example.net:1688", Sleep, "slmgr -skms kms.example.net:1688", StartTask, HourlyTask], run.Steps);
    }

    [Fact]
    public void Discovery_forgets_a_host_that_is_set()
    {
        SetHost(SoftwareProtection, "kms.example.net", "1688");
        Prepare(Kms with { Method = ActivationMethod.KmsDiscovery, Kms = null }, Status(1));

        Assert.Equal(["slmgr -ckms", .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void A_key_that_is_installed_already_is_not_installed_again()
    {
        Prepare(Kms, Status(5, times: 1), Status(1));

        var run = Run(0);

        Assert.Equal([.. Manual[2..], .. DeletedTasks], run.Steps);
        Assert.Contains("-upk and -ipk are left out", run.Log, StringComparison.Ordinal);
        Assert.Equal("activated", run["state"]);
    }

    [Theory]
    [InlineData("AAAAA", 0)]
    [InlineData("J464C", 1)]
    public void Another_key_or_an_evaluation_does_not_count(string lastFive, int evaluation)
    {
        Prepare(Kms, Status(1, lastFive, evaluation, times: 1), Status(1));

        var run = Run(0);

        Assert.Equal("slmgr -ato", run.Steps[^3]);
        Assert.Equal("activated", run["state"]);
    }

    [Fact]
    public void Success_that_the_licence_does_not_show_is_a_failure()
    {
        Prepare(Kms with { Attempts = 2 }, Status(5));

        var run = Run(1);

        Assert.Equal([.. Manual[2..], Sleep, "slmgr -ato", StartTask, HourlyTask], run.Steps);
        Assert.Contains("Windows is not licensed by this key", run.Event, StringComparison.Ordinal);
        Assert.Null(run["errorCode"]);
    }

    [Fact]
    public void Windows_that_activates_itself_meanwhile_is_noticed()
    {
        SetHost(SoftwareProtection, "kms.example.net", null);
        Prepare(Kms with { Attempts = 1 }, NoHost(), Status(5, times: 1), Status(1));

        var run = Run(0);

        Assert.Equal([.. Manual[2..], .. DeletedTasks], run.Steps);
        Assert.Equal("activated", run["state"]);
        Assert.Null(run["errorCode"]);
    }

    [Theory]
    [InlineData(0, "LicenseStatus=1\r\nPartialProductKey=J464C\"")]
    [InlineData(0, "FormatVersion=1\r\nUtc=2026-01-31T10:00:00Z")]
    [InlineData(1, "FormatVersion=1")]
    public void Without_an_answer_all_steps_are_done(int exitCode, string output)
    {
        Prepare(Kms, new Answer("Status.vbs", exitCode, output));

        Assert.Equal([.. Manual, .. DeletedTasks], Run(0).Steps);
    }

    private void SetHost(string key, string? name, string? port)
    {
        RegistrySetting?[] settings =
        [
            name is null ? null : new RegistrySetting(key, "KeyManagementServiceName", name),
            port is null ? null : new RegistrySetting(key, "KeyManagementServicePort", port),
        ];
        SetRegistry([.. settings.OfType<RegistrySetting>()]);
    }
}
