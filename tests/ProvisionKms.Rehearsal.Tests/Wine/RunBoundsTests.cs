using System.Diagnostics;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.Wine;

/// <summary>Whatever a script does, its run ends, says why, and leaves nothing running.</summary>
public sealed class RunBoundsTests : IDisposable
{
    private const string EndlessLoop = "@echo off\r\n:again\r\ngoto :again\r\n";

    private static readonly RunBounds s_impatient = Machines.Bounds with { SilentFor = TimeSpan.FromSeconds(1) };

    /// <summary>Long enough for a busy machine to come to the first call.</summary>
    private static readonly RunBounds s_patient = Machines.Bounds with { SilentFor = TimeSpan.FromSeconds(5) };

    private readonly WineMachine _machine = Machines.Create("ping.exe", "slmgr.exe", "reg.exe");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_loop_that_calls_nothing_is_stopped_and_the_last_call_named()
    {
        var run = _machine.RunScript("@ping 1\r\n@ping SECRET\r\n" + EndlessLoop, Answers.Nothing, s_patient);

        Assert.Null(run.ExitCode);
        Assert.Equal("stopped because no program was called for 5 s, after call 2 (ping)", run.Stopped);
        Assert.Equal(2, run.Calls.Count);
        AssertNothingRuns();
    }

    [Fact]
    public void A_loop_before_the_first_call_is_stopped_too()
    {
        Assert.Equal("stopped because no program was called for 1 s, before the first call", _machine.RunScript(EndlessLoop, Answers.Nothing, s_impatient).Stopped);
    }

    [Fact]
    public void A_loop_of_calls_is_stopped_at_the_bound_of_calls()
    {
        var run = _machine.RunScript("@:again\r\n@ping 1\r\n@goto :again", Answers.Nothing, Machines.Bounds with { Calls = 5 });

        Assert.Equal("stopped at the bound of 5 calls, after call 5 (ping)", run.Stopped);
        Assert.Equal(5, run.Calls.Count);
        AssertNothingRuns();
    }

    [Fact]
    public void Sleeping_for_ever_is_stopped_at_the_bound_of_simulated_time()
    {
        var run = _machine.RunScript(
            "@:again\r\n@ping -n 601 127.0.0.1\r\n@goto :again",
            new Answers(_ => new CallAnswer(0, Takes: TimeSpan.FromMinutes(10))),
            Machines.Bounds with { VirtualTime = TimeSpan.FromHours(26) });

        Assert.Equal("stopped at the bound of 1.02:00:00 of simulated time, after call 157 (ping)", run.Stopped);
        Assert.Equal(TimeSpan.FromHours(26), run.Calls[^1].At);
    }

    [Fact]
    public void A_real_program_that_hangs_counts_as_silence()
    {
        _machine.Write(@"pkms\real\reg.exe", _machine.Read(@"windows\system32\cmd.exe")!);

        var run = _machine.RunScript("@reg query HKLM", new Answers(_ => CallAnswer.RunReal), s_impatient);

        Assert.True(run.Stopped is null or "stopped because no program was called for 1 s, after call 1 (reg)", run.Stopped);
        AssertNothingRuns();
    }

    [Fact]
    public void A_machine_works_on_after_it_was_stopped()
    {
        _machine.RunScript(@"@""%SystemRoot%\System32\reg.exe"" add HKLM\SOFTWARE\Kept /v A /d kept /f" + "\r\n" + EndlessLoop, new Answers(_ => CallAnswer.RunReal), s_patient);

        var run = _machine.RunScript(@"@reg query HKLM\SOFTWARE\Kept", new Answers(_ => CallAnswer.RunReal));

        Assert.Null(run.Stopped);
        Assert.Contains("kept", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stays_in_the_background_may_finish_its_calls()
    {
        _machine.Write(@"t\later.cmd", "@for /l %%i in (1,1,20) do @ping later\r\n"u8.ToArray());

        var run = _machine.RunScript("@start /b cmd /c C:\\t\\later.cmd\r\n@ping now\r\n@exit /b 4", Answers.Nothing);

        Assert.Equal(4, run.ExitCode);
        Assert.Null(run.Stopped);
        Assert.Equal(20, run.Calls.Count(c => c.Call.Arguments[0] == "later"));
    }

    [Fact]
    public void What_loops_in_the_background_is_ended()
    {
        _machine.Write(@"t\loop.cmd", System.Text.Encoding.ASCII.GetBytes(EndlessLoop));
        var clock = Stopwatch.StartNew();

        var run = _machine.RunScript("@set WINEPREFIX=\r\n@set PKMS_PORT=\r\n@start /b cmd /c C:\\t\\loop.cmd\r\n@start \"\" cmd /c C:\\t\\loop.cmd", Answers.Nothing);

        Assert.Equal(0, run.ExitCode);
        Assert.True(clock.Elapsed < Machines.Bounds.SilentFor * 2);
        AssertNothingRuns();
    }

    [Fact]
    public void Scripts_that_start_each_other_for_ever_are_ended()
    {
        _machine.Write(@"t\breed.cmd", "@start /b cmd /c C:\\t\\breed.cmd\r\n@start /b cmd /c C:\\t\\breed.cmd\r\n@ping x\r\n"u8.ToArray());

        var run = _machine.Run(@"C:\t\breed.cmd", Answers.Nothing, Machines.Bounds with { Calls = 10 });

        Assert.StartsWith("stopped at the bound of 10 calls", run.Stopped, StringComparison.Ordinal);
        AssertNothingRuns();
    }

    [Fact]
    public void Output_without_end_is_read_and_cut()
    {
        var run = _machine.RunScript("@for /l %%i in (1,1,30000) do @echo 0123456789012345678901234567890123456789012345678901234567890123456789", Answers.Nothing);

        Assert.Null(run.Stopped);
        Assert.Equal(1 << 20, run.Output.Length);
    }

    [Fact]
    public void Bytes_of_any_code_page_in_arguments_are_recorded()
    {
        var run = _machine.RunScript("@ping \u00e9\u00fc\u0081\u00ff \"\u0001\u0007\"", Answers.Nothing);

        Assert.Equal(2, Assert.Single(run.Calls).Call.Arguments.Count);
    }

    [Fact]
    public void What_the_answerer_throws_comes_out_of_the_run()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => _machine.RunScript("@ping 1\r\n@ping 2", new Answers(_ => throw new InvalidOperationException("mine"))));

        Assert.Equal("mine", failure.Message);
        AssertNothingRuns();
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        _machine.Write(@"t\loop.cmd", System.Text.Encoding.ASCII.GetBytes("@ping 1\r\n" + EndlessLoop));
        var answers = new Answers(_ =>
        {
            cancel.CancelAfter(200);
            return new CallAnswer(0);
        });

        Assert.ThrowsAny<OperationCanceledException>(() => _machine.Run(@"C:\t\loop.cmd", answers, Machines.Bounds, cancel.Token));
        AssertNothingRuns();
    }

    [Fact]
    public void A_recorder_without_a_rehearsal_ends_at_once_with_a_line()
    {
        var run = _machine.RunScript(
            """
            @set PKMS_TOKEN=
            @ping no token
            @echo %errorlevel%
            @set PKMS_TOKEN=0123
            @ping wrong token
            @echo %errorlevel%
            @set PKMS_PORT=1
            @ping nobody there
            @echo %errorlevel%
            @set PKMS_PORT=99999999999
            @ping no port
            @echo %errorlevel%
            @set PKMS_PORT=
            @ping no variable
            @echo %errorlevel%
            """,
            Answers.Nothing);

        Assert.Empty(run.Calls);
        Assert.Equal(5, run.Output.Split('\n').Count(line => line.Trim() == "254"));
        Assert.Contains("recorder: the rehearsal has ended", run.Output, StringComparison.Ordinal);
        Assert.Contains("recorder: the rehearsal does not answer", run.Output, StringComparison.Ordinal);
        Assert.Contains("recorder: started outside of a rehearsal", run.Output, StringComparison.Ordinal);
    }

    private void AssertNothingRuns() =>
        Assert.Equal("", _machine.RunningScripts());
}
