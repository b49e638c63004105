using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>The script of templates/ as it is, run by a real command interpreter against recorded programs.</summary>
[Collection(nameof(WineCollection))]
public sealed class ActivateInCmdTests(WinePrefix wine)
{
    private const string Key = FirstBootSettingsTests.PublicKey;
    private const string Mak = "ABCDE-FGHJK-LMNPQ-RSTVW-XY234";
    private const string Unreachable = @"|-1073422220|Activating Windows(R) ...~Error: 0xC004F074 No Key Management Service (KMS) could be contacted. <100% & more>";
    private const string Sleep = "ping -n 31 127.0.0.1";

    private const string StartTask = @"schtasks /create /tn ""ProvisionKms activation at start-up"" /sc onstart " + TaskTail;
    private const string HourlyTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc hourly /mo 1 " + TaskTail;
    private const string SoonTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc minute /mo 5 " + TaskTail;
    private const string TaskTail = @"/tr ""\""C:\windows\Setup\Scripts\ProvisionKms\Activate.cmd\"" task"" /ru SYSTEM /f";

    private static readonly string[] Manual = ["slmgr -upk", $"slmgr -ipk {Key}", "slmgr -skms kms.example.net:1688", "slmgr -ato"];
    private static readonly string[] NoTask = ["/query|*|1|ERROR: The system cannot find the file specified."];
    private static readonly string[] DeletedTasks =
    [
        @"schtasks /query /tn ""ProvisionKms activation at start-up""",
        @"schtasks /delete /tn ""ProvisionKms activation at start-up"" /f",
        @"schtasks /query /tn ""ProvisionKms activation""",
        @"schtasks /delete /tn ""ProvisionKms activation"" /f",
    ];

    private readonly Recorder _recorder = new(wine);

    [Fact]
    public void Success_at_the_first_attempt_is_the_manual_procedure()
    {
        Prepare(FirstBootSettingsTests.Kms, [.. NoTask, $"-ipk|*|0|Installed product key {Key} successfully."]);

        var (calls, log) = Run(0);

        Assert.Equal(Manual, calls.Take(4));
        Assert.All(calls.Skip(4), call => Assert.StartsWith("schtasks /query", call, StringComparison.Ordinal));
        Assert.Contains("Activated.", log, StringComparison.Ordinal);
        Assert.Contains($"Installed product key {Key} successfully.", log, StringComparison.Ordinal);
        Assert.Equal(["Activate.cmd", "settings.ini"], PayloadFiles());
    }

    [Fact]
    public void Success_at_the_third_attempt_repeats_only_what_failed()
    {
        Prepare(FirstBootSettingsTests.Kms, [.. NoTask, $"-ato|2{Unreachable}"]);

        var (calls, log) = Run(0);

        Assert.Equal([.. Manual, Sleep, "slmgr -ato", Sleep, "slmgr -ato"], calls.Take(8));
        Assert.Contains("0xC004F074 No Key Management Service (KMS) could be contacted. <100% & more>", log, StringComparison.Ordinal);
        Assert.Contains("exit code -1073422220", log, StringComparison.Ordinal);
        Assert.Contains("Attempt 3 of 12", log, StringComparison.Ordinal);
    }

    [Fact]
    public void SetupComplete_runs_it_to_its_end_and_then_the_rest()
    {
        const string Script = @"C:\windows\Setup\Scripts\SetupComplete.cmd";
        Prepare(FirstBootSettingsTests.Kms, NoTask);
        wine.Write(Script, SetupCompleteMergeTests.Merge("@%SystemRoot%\\System32\\shutdown.exe /the-rest\r\n@exit 3\r\n"u8.ToArray()));

        var (exitCode, calls, log) = _recorder.RunCommand(Script);

        Assert.Equal(3, exitCode);
        Assert.Equal(Manual, calls.Take(4));
        Assert.EndsWith("/the-rest", calls[^1], StringComparison.Ordinal);
        Assert.Contains("Activated.", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_whose_name_looks_like_an_error_code_is_none()
    {
        Prepare(FirstBootSettingsTests.Kms with { Kms = KmsHost.Create("k0x80.example.net") },
            [.. NoTask, "-skms|*|0|Key Management Service machine name set to k0x80.example.net:1688 successfully."]);

        Assert.Contains("slmgr -ato", Run(0).Calls);
    }

    [Fact]
    public void An_error_that_slmgr_shows_but_does_not_return_is_a_failure()
    {
        Prepare(FirstBootSettingsTests.Kms with { Attempts = 1 }, "-ato|*|0|Error: 0xC004F038 The count is insufficient.");

        Run(1);
    }

    [Fact]
    public void A_licensing_service_that_is_not_ready_gets_the_key_at_the_next_attempt()
    {
        Prepare(FirstBootSettingsTests.Kms, [.. NoTask, "-upk|*|1|Error: product key not found.", "-ipk|1|1|Error: 0x800706BA"]);

        var (calls, _) = Run(0);

        Assert.Equal(["slmgr -upk", $"slmgr -ipk {Key}", Sleep, .. Manual[1..]], calls.Take(6));
    }

    [Fact]
    public void Never_reached_ends_after_the_attempts_and_leaves_the_tasks()
    {
        Prepare(FirstBootSettingsTests.Kms with { Attempts = 3 }, $"-ato|*{Unreachable}");

        var (calls, log) = Run(1);

        Assert.Equal([.. Manual, Sleep, "slmgr -ato", Sleep, "slmgr -ato", StartTask, HourlyTask], calls);
        Assert.Contains("Not activated after 3 attempts.", log, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deadline_ends_the_attempts_before_it_is_passed()
    {
        Prepare(FirstBootSettingsTests.Kms with { Attempts = 1000, Deadline = TimeSpan.FromSeconds(200), RetryTask = false }, [.. NoTask, $"-ato|*{Unreachable}"]);

        var (calls, log) = Run(1);

        // 200 s hold six pauses of 30 s; Wine's clock has no seconds, so an attempt may seem to take a minute.
        Assert.InRange(calls.Count(c => c == Sleep), 3, 6);
        Assert.Contains("the deadline of 200 s", log, StringComparison.Ordinal);
        Assert.DoesNotContain(calls, c => c.Contains("/create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ActivationMethod.KmsDiscovery, "slmgr -ckms")]
    [InlineData(ActivationMethod.ActiveDirectory, null)]
    [InlineData(ActivationMethod.Avma, null)]
    public void Every_method_takes_its_own_steps(ActivationMethod method, string? step)
    {
        Prepare(FirstBootSettingsTests.Kms with { Method = method, Kms = null }, NoTask);

        var calls = Run(0).Calls.Where(c => c.StartsWith("slmgr", StringComparison.Ordinal));

        string[] expected = ["slmgr -upk", $"slmgr -ipk {Key}", .. step is null ? [] : new[] { step }, "slmgr -ato"];
        Assert.Equal(expected, calls);
    }

    [Fact]
    public void Without_a_key_the_installed_one_is_kept()
    {
        Prepare(FirstBootSettingsTests.Kms with { Key = null }, NoTask);

        Assert.Equal(Manual[2..], Run(0).Calls.Take(2));
    }

    [Fact]
    public void A_MAK_never_reaches_the_log_and_does_not_stay()
    {
        var settings = FirstBootSettingsTests.Kms with { Method = ActivationMethod.Mak, Kms = null, Key = ProductKey.Parse(Mak) };
        Prepare(settings, [.. NoTask, $"-ipk|1|-1073422256|Error: 0xC004F050 {Mak} is invalid", $"-ipk|*|0|Installed product key {Mak} successfully."]);

        var (calls, log) = Run(0);

        Assert.Contains($"slmgr -ipk {Mak}", calls);
        Assert.DoesNotContain(Mak, log, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("slmgr.vbs -ipk XXXXX-XXXXX-XXXXX-XXXXX-XY234", log, StringComparison.Ordinal);
        Assert.Equal(["Activate.cmd"], PayloadFiles());
    }

    [Fact]
    public void The_task_deletes_the_tasks_after_success()
    {
        Prepare(FirstBootSettingsTests.Kms);

        var (calls, _) = Run(0, "task");

        Assert.Equal([.. Manual, .. DeletedTasks], calls);
    }

    [Fact]
    public void An_evaluation_is_left_alone_during_Setup_and_converted_by_the_task()
    {
        SetRegistry(@"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "EditionID", "ServerStandardEval");
        Prepare(FirstBootSettingsTests.Kms with { ConvertTo = "ServerStandard" }, "dism|*|3010|Restart needed");

        var inSetup = Run(2);
        Assert.Equal([StartTask, SoonTask], inSetup.Calls);

        _recorder.Answer("dism|*|3010|Restart needed");
        var firstTask = Run(2, "task");
        Assert.Equal(
            [$"dism /online /set-edition:ServerStandard /productkey:{Key} /accepteula /norestart",
             @"shutdown /r /t 5 /c ""ProvisionKms: the edition was converted"""], firstTask.Calls);

        SetRegistry(@"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "EditionID", "ServerStandard");
        _recorder.Answer();
        var afterRestart = Run(0, "task");
        Assert.Equal([.. Manual, .. DeletedTasks], afterRestart.Calls);
    }

    [Fact]
    public void A_conversion_that_fails_restarts_nothing_and_is_given_up()
    {
        SetRegistry(@"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "EditionID", "ServerDatacenterEval");
        Prepare(FirstBootSettingsTests.Kms with { ConvertTo = "ServerStandard" }, "dism|*|1168|Error: 1168");

        var runs = Enumerable.Range(0, 4).Select(_ => Run(2, "task")).ToList();

        var calls = runs[^1].Calls;
        Assert.Equal(3, calls.Count(c => c.StartsWith("dism", StringComparison.Ordinal)));
        Assert.DoesNotContain(calls, c => c.StartsWith("shutdown", StringComparison.Ordinal));
        Assert.Equal(DeletedTasks, calls.TakeLast(4));
        Assert.Contains("Given up", runs[^1].Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversion_waits_while_Windows_Setup_runs()
    {
        SetRegistry(@"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "EditionID", "ServerStandardEval");
        SetRegistry(@"HKLM\SYSTEM\Setup", "SystemSetupInProgress", "1", "REG_DWORD");
        Prepare(FirstBootSettingsTests.Kms with { ConvertTo = "ServerStandard" });

        var (calls, log) = Run(2, "task");
        SetRegistry(@"HKLM\SYSTEM\Setup", "SystemSetupInProgress", "0", "REG_DWORD");

        Assert.Empty(calls);
        Assert.Contains("Windows Setup is still running", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_or_slmgr_it_says_so_and_does_nothing()
    {
        Prepare(FirstBootSettingsTests.Kms);
        wine.Delete(@"C:\windows\system32\slmgr.vbs");
        var noScript = Run(3);
        Assert.Contains("slmgr.vbs is missing", noScript.Log, StringComparison.Ordinal);

        wine.Delete($@"{WinePrefix.PayloadFolder}\settings.ini");
        var noSettings = Run(3);
        Assert.Contains("settings.ini is missing", noSettings.Log, StringComparison.Ordinal);
        Assert.Empty(noSettings.Calls);
    }

    [Fact]
    public void A_value_that_slipped_past_lint_is_an_argument_and_no_command()
    {
        wine.Require();
        wine.Delete(@"C:\t\owned.txt");
        wine.Write(@"C:\t\keep.txt", "");
        var settings = FirstBootSettingsTests.Kms.ToIni()
            .Replace("KmsHost=kms.example.net", "KmsHost=a&echo x>C:\\t\\owned.txt&%PATH%", StringComparison.Ordinal);
        _recorder.Prepare(TemplateFolder.Default.Read(Payload.ScriptName), settings, NoTask);

        _recorder.Run();

        Assert.Equal("", wine.Read(@"C:\t\owned.txt"));
    }

    /// <summary>Runs the script and shows its log when it does not end as it should.</summary>
    private (IReadOnlyList<string> Calls, string Log) Run(int exitCode, string mode = "")
    {
        var run = _recorder.Run(mode);
        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}, not {exitCode}:\n{string.Join('\n', run.Calls)}\n{run.Log}");
        return (run.Calls, run.Log);
    }

    private void Prepare(FirstBootSettings settings, params string[] answers)
    {
        var payload = Payload.Create(settings, TemplateFolder.Default);
        _recorder.Prepare(payload[0].Content, System.Text.Encoding.ASCII.GetString(payload[^1].Content), answers);
    }

    private IEnumerable<string?> PayloadFiles() =>
        Directory.GetFiles(wine.HostPath(WinePrefix.PayloadFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private void SetRegistry(string key, string name, string value, string type = "REG_SZ")
    {
        wine.Require();
        wine.Write(@"C:\t\setvalue.cmd", $"@%SystemRoot%\\System32\\reg.exe add \"{key}\" /v {name} /t {type} /d {value} /f\r\n");
        var (exitCode, output) = wine.RunBatch(@"C:\t\setvalue.cmd");
        Assert.True(exitCode == 0, $"reg add ended with {exitCode}: {output}");
    }
}
