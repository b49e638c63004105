using System.Text;
using System.Text.Json;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>Runs Activate.cmd as it is against recorded programs, and shows what it called and left behind.</summary>
public abstract class ActivateBench(WinePrefix wine)
{
    protected const string Key = FirstBootSettingsTests.PublicKey;
    protected const string Sleep = "ping -n 31 127.0.0.1";
    protected const string Status = "status J464C";

    protected const string StartTask = @"schtasks /create /tn ""ProvisionKms activation at start-up"" /sc onstart " + TaskTail;
    protected const string HourlyTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc hourly /mo 1 " + TaskTail;
    protected const string SoonTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc minute /mo 5 " + TaskTail;
    private const string TaskTail = @"/tr ""\""C:\windows\Setup\Scripts\ProvisionKms\Activate.cmd\"" task"" /ru SYSTEM /f";

    protected const string Unreachable = "|-1073418124|Activating Windows(R) ...~Error: 0xC004F074 No Key Management Service (KMS) could be contacted! <100% & more>";

    protected static readonly string[] Manual = ["slmgr -upk", $"slmgr -ipk {Key}", "slmgr -skms kms.example.net:1688", "slmgr -ato"];
    protected static readonly string[] DeletedTasks =
    [
        @"schtasks /delete /tn ""ProvisionKms activation at start-up"" /f",
        @"schtasks /delete /tn ""ProvisionKms activation"" /f",
    ];

    private readonly Recorder _recorder = new(wine);

    private protected WinePrefix Wine => wine;

    /// <param name="answers">See recorder.c; what they leave out is as on a machine where all is well.</param>
    protected void Prepare(FirstBootSettings settings, params string[] answers) =>
        _recorder.Prepare(Payload.Create(settings, TemplateFolder.Default), answers);

    protected void PrepareText(string settings, params string[] answers) =>
        _recorder.Prepare([.. Payload.Create(FirstBootSettingsTests.Kms, TemplateFolder.Default).SkipLast(1), new(Payload.Folder / Payload.SettingsName, Encoding.Latin1.GetBytes(settings))], answers);

    protected void Answer(params string[] answers) => _recorder.Answer(answers);

    /// <summary>Runs the script, and shows its log when it does not end as it should.</summary>
    protected Outcome Run(int exitCode, string mode = "") => Command($@"{WinePrefix.PayloadFolder}\Activate.cmd {mode}".TrimEnd(), exitCode);

    protected Outcome Command(string command, int exitCode)
    {
        var run = _recorder.RunCommand(command);
        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}, not {exitCode}:\n{string.Join('\n', run.Calls)}\n{run.Log}");
        return new Outcome(run.Calls, run.Log, wine.Read(Recorder.Result));
    }

    /// <summary>Lines of Status.vbs for the next calls of it.</summary>
    protected static string StatusAnswer(string times, int licenseStatus, string lastFive = "J464C", int evaluation = 0) =>
        $"Status.vbs|{times}|0|FormatVersion=1~Utc=2026-01-31T10:00:0{licenseStatus}Z~LicenseStatus={licenseStatus}~PartialProductKey={lastFive}~Evaluation={evaluation}~Description=Windows(R), VOLUME_KMSCLIENT channel";

    protected IEnumerable<string?> PayloadFiles() =>
        Directory.GetFiles(wine.HostPath(WinePrefix.PayloadFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    protected void SetRegistry(string key, string name, string? value, string type = "REG_SZ")
    {
        wine.Require();
        var change = value is null ? $"delete \"{key}\" /v {name} /f" : $"add \"{key}\" /v {name} /t {type} /d {value} /f";
        wine.Write(@"C:\t\setvalue.cmd", $"@%SystemRoot%\\System32\\reg.exe {change}\r\n");
        var (exitCode, output) = wine.RunBatch(@"C:\t\setvalue.cmd");
        Assert.True(exitCode == 0 || value is null, $"reg ended with {exitCode}: {output}");
    }

    /// <param name="Calls">All calls, without paths and time limits.</param>
    /// <param name="Result">The text of ProvisionKms.json.</param>
    protected sealed record Outcome(IReadOnlyList<string> Calls, string Log, string Result)
    {
        /// <summary>The calls that change something or wait, without the questions and the records.</summary>
        public IReadOnlyList<string> Steps => [.. Calls.Where(call => !IsAside(call))];

        public string Event => Calls.Last(call => call.StartsWith("eventcreate ", StringComparison.Ordinal));

        public string? this[string name] => JsonDocument.Parse(Result).RootElement.GetProperty(name) switch
        {
            { ValueKind: JsonValueKind.Null } => null,
            var value => value.ToString(),
        };

        private static bool IsAside(string call) =>
            call.StartsWith("icacls ", StringComparison.Ordinal) || call.StartsWith("eventcreate ", StringComparison.Ordinal) ||
            call.StartsWith("status", StringComparison.Ordinal) || call.StartsWith("sc query ", StringComparison.Ordinal) ||
            call.StartsWith("ping -n 1 ", StringComparison.Ordinal);
    }
}
