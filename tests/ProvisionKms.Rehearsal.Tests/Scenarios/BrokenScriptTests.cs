using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Rehearsal.Tests.Scenarios;

/// <summary>A script that is broken fails, and the report says where; one of somebody's own that is right passes.</summary>
public sealed class BrokenScriptTests
{
    [Theory]
    [InlineData("immediate-success")]
    [InlineData("unreachable-then-success")]
    [InlineData("never-reachable")]
    [InlineData("task-at-startup")]
    [InlineData("task-by-the-clock")]
    [InlineData("setupcomplete-exit")]
    public void An_own_script_that_does_it_right_passes(string scenario)
    {
        var played = Stage.Play(Stage.Subject(Miniature.Script), scenario);

        Assert.True(played.Findings.Count == 0, Stage.Report(played));
    }

    public static TheoryData<string, string, string, string, string> Broken { get; } = new()
    {
        { "immediate-success", Miniature.Uninstall + Miniature.Install, Miniature.Install + Miniature.Uninstall, "-ipk comes before -upk", "-ipk" },
        { "immediate-success", Miniature.SetHost, "", "-skms was never called", "-ipk" },
        { "immediate-success", "kms.ovh.net:1688", "kms.example.net:1688", "sets a KMS host that is not the recipe's, kms.ovh.net:1688", "-skms kms.example.net" },
        { "immediate-success", Miniature.Key, "WMDGN-G9PQG-XVVXX-R3X43-63DFG", "installs a key that is not the recipe's", "-ipk WMDGN" },
        { "immediate-success", Miniature.Protect, "", "its permissions were left as they are", "" },
        { "immediate-success", "*S-1-5-32-544:(OI)(CI)F", "Users:(OI)(CI)F", "'Users' is a name that differs with the language of Windows", "icacls" },
        { "immediate-success", ":activated\n", ":activated\n\"%SYS%\\shutdown.exe\" /r /t 0\n", "Windows Setup does not survive a restart", "shutdown" },
        { "immediate-success", ":activated\n", ":activated\n" + Miniature.Pause + Miniature.Pause, "although there is nothing to wait for", "" },
        { "immediate-success", "call :result activated", "call :result done", "the result says 'done' where it is 'activated'", "" },
        { "immediate-success", "ProvisionKms.json\" echo {", "ProvisionKms.json\" echo ", "the result is no JSON", "" },
        { "immediate-success", "/id 100", "/id 100000", "no entry was written to the event log", "eventcreate" },
        { "unreachable-then-success", Miniature.Attempts, "goto :failed", "Windows is not activated at the end", "-ato" },
        { "unreachable-then-success", "-n 31", "-n 2", "-ato is repeated after 1 s; the recipe's interval is 30 s", "-ato" },
        { "never-reachable", Miniature.Attempts, "if %N% GEQ 2 goto :failed", "activation was tried 2 times, not 4", "-ato" },
        { "never-reachable", "-n 31", "-n 301", "first boot is held for 900 s, longer than the deadline of 600 s", "" },
        { "never-reachable", Miniature.Attempts, "rem for ever", "did not end and was stopped", "" },
        { "never-reachable", Miniature.Attempts + "\n" + Miniature.Pause, "", "did not end and was stopped", "-ato" },
        { "never-reachable", ":failed\n", ":failed\nexit /b 1\n", "no task is registered that goes on at the next start", "-ato" },
        { "never-reachable", "/ru SYSTEM", "/ru Users", "runs as Users, not as SYSTEM", "schtasks" },
        { "never-reachable", ":failed\n", ":failed\ndel \"%LOG%\"\n", "there is no log", "" },
        { "task-at-startup", Miniature.Delete, "", "the task \"mine\" is still registered", "schtasks" },
        { "task-at-startup", Miniature.AtStart, Miniature.AtStart.Replace("%~f0", "%~dp0absent.cmd", StringComparison.Ordinal), "Windows is not activated at the end", "-ato" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_script_fails_and_the_finding_says_where(string scenario, string part, string replacement, string finding, string call)
    {
        Assert.Contains(part, Miniature.Script, StringComparison.Ordinal);

        var played = Stage.Play(Stage.Subject(Miniature.Script.Replace(part, replacement, StringComparison.Ordinal)), scenario);

        var found = played.Findings.FirstOrDefault(f => f.What.Contains(finding, StringComparison.Ordinal));
        Assert.True(found is not null, Stage.Report(played));
        Assert.Contains(call, found.Call?.Call.CommandLine ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_calls_nothing_is_stopped_and_says_after_which_call()
    {
        var played = Stage.Play(Stage.Subject(Miniature.Script.Replace(":again\n", ":again\n:loop\ngoto :loop\n", StringComparison.Ordinal)), "immediate-success");

        Assert.NotNull(played.Performance.Stopped);
        Assert.Contains("-skms", played.Findings[0].Call?.Call.CommandLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">>\"%LOG%\" echo slmgr %1", ">>\"%LOG%\" echo slmgr %*", "the secret key is in the log")]
    [InlineData("\"state\":\"%1\"", "\"state\":\"%1\",\"secret\":\"" + Miniature.Mak + "\"", "the secret key is in the result")]
    [InlineData("/d \"%1\"", "/d \"" + Miniature.Mak + "\"", "the secret key is in the event log")]
    public void A_secret_that_is_shown_is_found(string part, string replacement, string finding)
    {
        var mak = Stage.Usual with { Method = ActivationMethod.Mak, Key = ProductKey.Parse(Miniature.Mak) };
        var silent = Miniature.Script.Replace(Miniature.Key, Miniature.Mak, StringComparison.Ordinal).Replace(Miniature.SetHost, "", StringComparison.Ordinal)
            .Replace("J464C", "XY234", StringComparison.Ordinal).Replace(">>\"%LOG%\" type", "rem", StringComparison.Ordinal);

        Assert.Empty(Stage.Play(Stage.Subject(silent, mak), "immediate-success").Findings);
        var played = Stage.Play(Stage.Subject(silent.Replace(part, replacement, StringComparison.Ordinal), mak), "immediate-success");

        Assert.Contains(played.Findings, f => f.What == finding);
    }
}
