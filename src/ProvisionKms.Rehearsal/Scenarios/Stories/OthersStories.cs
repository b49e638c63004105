using System.Text;
using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

/// <summary>
/// What others leave in SetupComplete.cmd, one of each kind, below our block: it still makes all its calls in its order, and
/// Windows is activated. Provisioning agents' scripts are told by what they do, not by their text.
/// </summary>
internal static class OthersStories
{
    private const string ImagesOwn = "setupcomplete-of-the-image";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Story("setupcomplete-falls-off", "runs to its last line", "@echo off\r\nnetsh one\r\nnetsh two"),
        Story("setupcomplete-exit", "ends with exit", "@echo off\r\nnetsh one\r\nexit 4\r\nnetsh never\r\n"),
        Story("setupcomplete-exit-b", "ends with exit /b", "@echo off\r\nnetsh one\r\nif 1==1 (\r\n  exit /b 3\r\n)\r\nnetsh never\r\n"),
        Story("setupcomplete-goto-eof", "ends with goto :eof", "@echo off\r\ncall :part one\r\ncall :part two\r\ngoto :eof\r\n:part\r\nnetsh %1\r\ngoto :eof\r\n"),
        Story("setupcomplete-deletes-itself", "deletes itself", "@echo off\r\nnetsh one\r\n(goto) 2>nul & del \"%~f0\" & netsh two\r\n"),
        Story("setupcomplete-calls-another", "calls another script and hands over to a third", "@echo off\r\ncall \"%~dp0second.cmd\" one\r\nnetsh two\r\n\"%~dp0third.cmd\"\r\nnetsh never\r\n",
            ("second.cmd", "@netsh %1\r\n@exit /b 7\r\n"), ("third.cmd", "@netsh three\r\n")),
        Story("setupcomplete-restarts", "restarts Windows at its end", "@echo off\r\nnetsh one\r\nshutdown /r /t 5\r\nexit\r\n"),
        Story("setupcomplete-has-errors", "has errors", "@echo on\r\nno-such-program one\r\nnetsh one\r\ntype C:\\absent\\file.txt\r\nif errorlevel 1 netsh failed\r\n>C:\\absent\\out.txt echo x\r\nnetsh two\r\nexit /b 1\r\n"),
        Story("setupcomplete-lf", "has the line ends of another system", "@echo off\nif 1==1 (\n  netsh one\n)\ngoto :end\nnetsh never\n:end\nnetsh two\nexit /b 6\n"),
        Story("setupcomplete-cloudbase-init", "is Cloudbase-Init's", "sc config cloudbase-init start= auto && net start cloudbase-init"),
        Story("setupcomplete-cloudbase-init-quoted", "is Cloudbase-Init's older one, in quotes", "\"sc config cloudbase-init start= auto && net start cloudbase-init\"\r\n"),
        Story("setupcomplete-google", "is Google's: a task that runs it again, a restart, and its own end",
            "@echo off\necho begin > COM1:\nschtasks.exe /query /tn GCEStartup\nif NOT %ERRORLEVEL%==0 (\n  schtasks.exe /create /tn GCEStartup /sc onstart /ru System /f /tr \"C:\\Windows\\Setup\\Scripts\\SetupComplete.cmd\"\n)\n" +
            "netsh one > COM1: 2>&1\nshutdown /r /t 01\ndel /F /Q C:\\Windows\\Setup\\Scripts\\SetupComplete.cmd\n"),
        Story("setupcomplete-azure", "is Azure's: a job of its unattend script, a log, and a second script where there is one",
            "@ECHO OFF\r\nECHO begin >> \"%windir%\\Panther\\WaSetup.log\"\r\n\"%windir%\\System32\\cscript.exe\" //Nologo //B \"%windir%\\OEM\\Unattend.wsf\" //Job:setup >> \"%windir%\\Panther\\WaSetup.log\" 2>&1\r\n" +
            "IF EXIST \"%~dp0SetupComplete2.cmd\" CALL \"%~dp0SetupComplete2.cmd\"\r\nECHO end >> \"%windir%\\Panther\\WaSetup.log\"\r\n", ("SetupComplete2.cmd", "@netsh one\r\n")),
        Story("setupcomplete-osdcloud", "has the lines that OSDCloud appends",
            "netsh one\r\n:: OSDCloud\r\n%windir%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -ExecutionPolicy Bypass -File C:\\OSDCloud\\Scripts\\SetupComplete\\SetupComplete.ps1\r\n"),
    ];

    /// <summary>The script that is in the image itself.</summary>
    public static Scenario OfTheImage { get; } = new(ImagesOwn, "The SetupComplete.cmd that was in the image makes all its calls in its order, and Windows is activated.")
    {
        Excuse = subject => Excuse(subject) ?? (OthersScript.In(subject) is null ? "the image has no SetupComplete.cmd but ours" : null),
        Others = OthersScript.In,
        Expected = Expected,
    };

    private static IReadOnlyList<Expectation> Expected => [Others.CallsAreAllThere, Arrives];

    private static Scenario Story(string name, string what, string text, params (string Name, string Text)[] files)
    {
        var script = new OthersScript(Encoding.Latin1.GetBytes(text), files.ToDictionary(f => f.Name, f => Encoding.Latin1.GetBytes(f.Text)));
        return new Scenario(name, $"A SetupComplete.cmd that was there {what}: it makes all its calls, in their order, and Windows is activated.")
        {
            Excuse = Excuse,
            Others = _ => script,
            Expected = Expected,
        };
    }

    private static string? Excuse(Subject subject) =>
        OthersScript.Nothing.Below(subject) is null ? "SetupComplete.cmd of the image has no block of ours to put it below" : subject.Scripts.RunsSetup ? null : "the image is complete: Windows Setup will not run its SetupComplete.cmd";

    /// <summary>Activated in the end; of an evaluation, that is a matter of later starts, for which it has its tasks.</summary>
    private static IEnumerable<Finding> Arrives(Performance played) =>
        played.Subject.IsEvaluation && !played.Windows.Edition.IsConverted
            ? Tasks.Registered(played, played.Snapshots[0])
            : Licence.Activated(played).Concat(Procedure.InOrder(played));
}
