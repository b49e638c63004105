using ProvisionKms.Catalog;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>Error codes decide, in whatever language they are shown.</summary>
public sealed class ActivateErrorsTests : ActivateBench
{
    [Theory]
    [InlineData(-1073418135, "", "0xC004F069")]
    [InlineData(0, "Error: 0xC004F050 The product key is invalid.", "0xC004F050")]
    [InlineData(1, "Error: 0xc004f050", "0xC004F050")]
    [InlineData(1, "Fehler\u00FF0xC004F069: \u00E4 'x'", "0xC004F069")]
    [InlineData(1, "x (0xC004F051)\r\nslui.exe 0x2a 0xC004F074", "0xC004F051")]
    [InlineData(1, "run 'slui.exe 0x2a 0xC004F061' to see? the text*", "0xC004F061")]
    public void A_fatal_error_ends_the_run_and_leaves_no_task(int exitCode, string output, string code)
    {
        Prepare(Kms, new Answer("-ipk", exitCode, output));

        var run = Run(4);

        Assert.Equal([.. Manual[..2], .. DeletedTasks], run.Steps);
        Assert.Equal("refused", run["state"]);
        Assert.Equal(code, run["errorCode"]?.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal));
        var error = WindowsCatalog.Default.ActivationErrors.Single(e => e.Code == code);
        Assert.Contains($": {error.Meaning}. {error.Remedy}.", run.Log, StringComparison.Ordinal);
        Assert.Contains($"{error.Meaning}. {error.Remedy}.", run.Event, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Error: 0xC004F038 The count is insufficient.", "0xC004F038")]
    [InlineData(-2147023174, "", "0x800706BA")]
    [InlineData(1, "Error: 0x8000FFFF", "0x8000FFFF")]
    [InlineData(5, "", "5")]
    [InlineData(-2147418113, "", "-2147418113")]
    public void Any_other_failure_is_retried(int exitCode, string output, string code)
    {
        Prepare(Kms with { Attempts = 2 }, new Answer("-ato", exitCode, output));

        var run = Run(1);

        Assert.Equal([.. Manual, Sleep, "slmgr -ato", StartTask, HourlyTask], run.Steps);
        Assert.Equal(code, run["errorCode"]);
    }

    [Fact]
    public void A_failure_to_remove_the_old_key_never_counts()
    {
        Prepare(Kms, new Answer("-upk", -1073418160, "Error: 0xC004F050"));

        Assert.Equal([.. Manual, .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void A_host_whose_name_looks_like_an_error_code_is_none()
    {
        Prepare(Kms with { Kms = KmsHost.Create("k0xC004F050.example.net") },
            new Answer("-skms", 0, "Key Management Service machine name set to k0xC004F050.example.net:1688 successfully."));

        Assert.Contains("slmgr -ato", Run(0).Calls);
    }

    [Fact]
    public void An_error_while_the_host_is_set_counts()
    {
        Prepare(Kms, new Answer("-skms", 0, "Error: 0x80070005 Access denied", Times: 1));

        Assert.Equal([.. Manual[..3], Sleep, .. Manual[2..], .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void What_is_no_error_code_is_none()
    {
        Prepare(Kms, new Answer("-ato", 0, "Activating Windows (0x2a, x86, 0xC004F0501, 0xC004G050, de32eafd-aaee-4662) ..."));

        Assert.Equal("activated", Run(0)["state"]);
    }

    [Fact]
    public void A_licensing_service_that_is_not_ready_gets_the_key_at_the_next_attempt()
    {
        Prepare(Kms, new Answer("-upk", 1, "Error: product key not found."), new Answer("-ipk", 1, "Error: 0x800706BA", Times: 1));

        Assert.Equal(["slmgr -upk", $"slmgr -ipk {Key}", Sleep, .. Manual[1..], .. DeletedTasks], Run(0).Steps);
    }
}
