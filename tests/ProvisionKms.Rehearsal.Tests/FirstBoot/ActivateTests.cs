using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Tests.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>The script of templates/ as it is, run by a real command interpreter against recorded programs.</summary>
public sealed class ActivateTests : ActivateBench
{
    private static readonly FirstBootSettings MakSettings =
        Kms with { Method = ActivationMethod.Mak, Kms = null, Key = ProductKey.Parse(Mak) };

    [Fact]
    public void Success_at_the_first_attempt_is_the_manual_procedure()
    {
        Prepare(Kms, new Answer("-ipk", 0, $"Installed product key {Key} successfully."));

        var run = Run(0);

        Assert.Equal([.. Manual, .. DeletedTasks], run.Steps);
        Assert.Contains("Windows is activated.", run.Log, StringComparison.Ordinal);
        Assert.Contains($"Installed product key {Key} successfully.", run.Log, StringComparison.Ordinal);
        Assert.Equal(["Activate.cmd", "Licensing.ps1", "Status.vbs", "errors.txt", "settings.ini"], PayloadFiles());
    }

    [Fact]
    public void Success_at_the_third_attempt_repeats_only_what_failed()
    {
        Prepare(Kms, NoHost(2));

        var run = Run(0);

        Assert.Equal([.. Manual, Sleep, "slmgr -ato", Sleep, "slmgr -ato", .. DeletedTasks], run.Steps);
        Assert.Contains("    Error: 0xC004F074 No Key Management Service (KMS) could be contacted! <100% & more>\r\n", run.Log, StringComparison.Ordinal);
        Assert.Contains("exit code -1073418124", run.Log, StringComparison.Ordinal);
        Assert.Contains("Attempt 3 of 12", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void SetupComplete_runs_it_to_its_end_and_then_the_rest()
    {
        Prepare(Kms);
        var merged = SetupCompleteMerge.Merge("@%SystemRoot%\\System32\\shutdown.exe /the-rest\r\n@exit 3\r\n"u8.ToArray());
        Machine.Write(@"Windows\Setup\Scripts\SetupComplete.cmd", merged.Content!);

        var run = Command(@"C:\windows\Setup\Scripts\SetupComplete.cmd", 3);

        Assert.Equal(Manual, run.Steps.Take(4));
        Assert.EndsWith("/the-rest", run.Calls[^1], StringComparison.Ordinal);
        Assert.Contains("Windows is activated.", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_reached_ends_after_the_attempts_and_leaves_the_tasks()
    {
        Prepare(Kms with { Attempts = 3 }, NoHost());

        var run = Run(1);

        Assert.Equal([.. Manual, Sleep, "slmgr -ato", Sleep, "slmgr -ato", StartTask, HourlyTask], run.Steps);
        Assert.Contains("Not activated after 3 attempts.", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_retry_task_none_is_left()
    {
        Prepare(Kms with { Attempts = 1, RetryTask = false }, NoHost());

        Assert.Equal([.. Manual, .. DeletedTasks], Run(1).Steps);
    }

    [Fact]
    public void The_deadline_ends_the_attempts_before_it_is_passed()
    {
        Prepare(Kms with { Attempts = 1000, Deadline = TimeSpan.FromSeconds(200), RetryTask = false }, NoHost());

        var run = Run(1);

        // 200 s hold six pauses of 30 s; Wine's clock has no seconds, so an attempt may seem to take a minute.
        Assert.InRange(run.Calls.Count(c => c == Sleep), 3, 6);
        Assert.Contains("the deadline of 200 s", run.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Calls, c => c.Contains("/create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ActivationMethod.KmsDiscovery, "slmgr -ckms")]
    [InlineData(ActivationMethod.ActiveDirectory, null)]
    [InlineData(ActivationMethod.Avma, null)]
    public void Every_method_takes_its_own_steps(ActivationMethod method, string? step)
    {
        Prepare(Kms with { Method = method, Kms = null });

        string[] expected = ["slmgr -upk", $"slmgr -ipk {Key}", .. step is null ? [] : new[] { step }, "slmgr -ato", .. DeletedTasks];
        Assert.Equal(expected, Run(0).Steps);
    }

    [Fact]
    public void Without_a_key_the_installed_one_is_kept()
    {
        Prepare(Kms with { Key = null });

        Assert.Equal([.. Manual[2..], .. DeletedTasks], Run(0).Steps);
    }

    [Fact]
    public void The_task_deletes_the_tasks_after_success()
    {
        Prepare(Kms);

        Assert.Equal([.. Manual, .. DeletedTasks], Run(0, "task").Steps);
    }

    [Fact]
    public void A_MAK_reaches_no_record_and_does_not_stay()
    {
        Prepare(MakSettings, new Answer("-ipk", 1, $"Error: {Mak} was not installed", Times: 1), new Answer("-ipk", 0, $"Installed product key {Mak} successfully."));

        var run = Run(0);

        Assert.Contains($"slmgr -ipk {Mak}", run.Calls);
        Assert.DoesNotContain(Mak, run.Log + run.Result + run.Event, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("slmgr.vbs -ipk XXXXX-XXXXX-XXXXX-XXXXX-XY234", run.Log, StringComparison.Ordinal);
        Assert.Equal("XY234", run["key"]);
        Assert.All(PayloadFiles(), name => Assert.DoesNotContain(Mak, Machine.Text($@"{Payload.Folder}\{name}"), StringComparison.Ordinal));
    }

    [Fact]
    public void After_its_MAK_is_taken_out_it_can_be_run_again()
    {
        Prepare(MakSettings);
        Run(0);
        Answers(Status(1, "XY234"));

        var again = Run(0);

        Assert.Equal(DeletedTasks, again.Steps);
        Assert.Equal("already-activated", again["state"]);
    }

    [Theory]
    [InlineData("KmsHost=kms.example.net", "KmsHost=a&echo x>C:\\t\\owned.txt&")]
    [InlineData("KmsHost=kms.example.net", "KmsHost=%PATH%")]
    [InlineData("KmsHost=kms.example.net", "KmsHost=x\" /f")]
    [InlineData("KmsHost=kms.example.net", "KmsHost=!CFG_Key!")]
    [InlineData("ConvertTo", "; comment \r\nConvertTo=x y")]
    [InlineData("Attempts=12", "Attempts=12)&(calc")]
    public void Settings_that_slipped_past_lint_are_refused(string from, string to)
    {
        Machine.Write(@"t\keep.txt", []);
        Prepare(Kms);
        WriteSettings((Kms with { ConvertTo = "ServerStandard" }).ToIni().Replace(from, to, StringComparison.Ordinal));

        var run = Run(3);

        Assert.Equal(["keep.txt"], Machine.Files("t").Select(f => f.Name));
        Assert.Empty(run.Steps);
        Assert.Contains("settings.ini is missing beside this script, damaged", run.Log, StringComparison.Ordinal);
        Assert.Null(run["host"]);
    }

    [Fact]
    public void Without_settings_it_says_so_and_does_nothing()
    {
        Prepare(Kms);
        Machine.Delete(Payload.Folder / Payload.SettingsName);

        var run = Run(3);

        Assert.Empty(run.Steps);
        Assert.Equal("cannot-run", run["state"]);
        Assert.Contains("settings.ini is missing", run.Event, StringComparison.Ordinal);
    }
}
