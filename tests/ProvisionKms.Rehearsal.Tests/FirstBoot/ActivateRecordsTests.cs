using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Tests.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>What a run leaves for monitoring, and how it keeps to itself.</summary>
public sealed class ActivateRecordsTests : ActivateBench
{
    [Fact]
    public void The_result_says_how_it_ended_and_when()
    {
        Prepare(Kms with { Attempts = 2 }, NoHost(), Status(2, times: 1), Status(5));

        var run = Run(1);

        Assert.Equal(
            """
            {
              "formatVersion": 1,
              "state": "not-activated",
              "errorCode": "0xC004F074",
              "attempts": 2,
              "started": "2026-01-31T10:00:02Z",
              "ended": "2026-01-31T10:00:05Z",
              "key": "J464C",
              "host": "kms.example.net",
              "port": 1688
            }

            """.ReplaceLineEndings("\r\n"), run.Result);
        Assert.Equal(
            @"eventcreate /t WARNING /id 102 /l APPLICATION /so ProvisionKms /d ""Windows is not activated yet. Error 0xC004F074. No KMS host answered. " +
            @"Check DNS, TCP 1688 and the clock; see event 12288. Key J464C, host kms.example.net, attempts 2. Log: C:\windows\Panther\ProvisionKms.log""", run.Event);
    }

    [Fact]
    public void The_result_of_a_success_has_no_error()
    {
        Prepare(Kms with { Method = ActivationMethod.ActiveDirectory, Kms = null, Key = null }, NoHost(1));

        var run = Run(0);

        Assert.All(new[] { "errorCode", "started", "ended", "key", "host", "port" }, name => Assert.Null(run[name]));
        Assert.Equal("2", run["attempts"]);
        Assert.StartsWith("eventcreate /t INFORMATION /id 100 ", run.Event, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_closed_to_ordinary_users_before_anything_else()
    {
        Prepare(Kms);

        var run = Run(0);

        Assert.Equal(
            [
                @"icacls ""C:\windows\Setup\Scripts\ProvisionKms\."" /setowner *S-1-5-32-544 /t /c /q",
                @"icacls ""C:\windows\Setup\Scripts\ProvisionKms\."" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F /q",
                @"icacls ""C:\windows\Setup\Scripts\ProvisionKms\*"" /reset /t /c /q",
            ],
            run.Calls.Take(3));
        Assert.DoesNotContain("icacls", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void NT_6_0_closes_the_folder_as_far_as_it_can()
    {
        Prepare(Kms, new Answer("/inheritance", 87, "Invalid parameter \"/inheritance:r\""));

        var run = Run(0);

        Assert.Equal(@"icacls ""C:\windows\Setup\Scripts\ProvisionKms\."" /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F /q", run.Calls[2]);
        Assert.Contains("Invalid parameter \"/inheritance:r\"", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_folder_nor_the_event_log_is_worth_a_failure()
    {
        Prepare(Kms, new Answer("icacls", 5, "Access is denied."), new Answer("eventcreate", 1, "ERROR: Access is denied."));

        var run = Run(0);

        Assert.Equal([.. Manual, .. DeletedTasks], run.Steps);
        Assert.Contains("ERROR: Access is denied.", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_at_the_same_time_does_nothing()
    {
        Prepare(Kms);
        var folder = Script.Replace("Activate.cmd", "", StringComparison.Ordinal);
        Machine.Write(@"t\twice.cmd", Encoding.Latin1.GetBytes($"""
            @call :held 2>"{folder}lock.tmp"
            @exit /b %CODE%
            :held
            @%SystemRoot%\System32\cmd.exe /c {Script} task
            @set CODE=%ERRORLEVEL%
            @exit /b

            """.ReplaceLineEndings("\r\n")));

        var run = Command(@"C:\t\twice.cmd", 5);

        Assert.Empty(run.Calls);
        Assert.Contains("Another run is at work", run.Log, StringComparison.Ordinal);
        Assert.Equal("", run.Result);
    }

    [Fact]
    public void A_start_up_script_works_once()
    {
        Prepare(Kms with { Attempts = 1 }, NoHost());

        var first = Run(1, "startup");
        Assert.Equal([.. Manual, StartTask, HourlyTask], first.Steps);

        Answers();
        var second = Run(0, "startup");
        Assert.Empty(second.Calls);
        Assert.Equal(first.Log, second.Log);
        Assert.Equal(first.Result, second.Result);

        Assert.Equal([.. Manual, .. DeletedTasks], Run(0, "task").Steps);
    }

    [Fact]
    public void A_start_up_script_works_again_with_other_settings()
    {
        Prepare(Kms);
        Run(0, "startup");
        WriteSettings((Kms with { Kms = KmsHost.Create("new.example.net") }).ToIni());
        Answers();

        Assert.Contains("slmgr -skms new.example.net:1688", Run(0, "startup").Steps);
    }

    [Fact]
    public void A_log_that_has_grown_is_put_aside()
    {
        Prepare(Kms);
        Machine.Write(Log, [.. Enumerable.Repeat((byte)'x', 10_000_001)]);

        Assert.DoesNotContain("xxxx", Run(0).Log, StringComparison.Ordinal);
        Assert.Equal(10_000_001, Machine.Text(Log + ".old").Length);
    }
}
