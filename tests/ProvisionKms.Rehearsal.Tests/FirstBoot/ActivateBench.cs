using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Tests.Wine;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>Runs Activate.cmd as it is on a machine of its own, and shows what it called and left behind.</summary>
public abstract partial class ActivateBench : IDisposable
{
    protected const string Key = "N69G4-B89J2-4G8F4-WWYCC-J464C";
    protected const string Mak = "ABCDE-FGHJK-LMNPQ-RSTVW-XY234";

    protected const string Script = @"C:\windows\Setup\Scripts\ProvisionKms\Activate.cmd";
    protected const string PowerShell = @"Windows\System32\WindowsPowerShell\v1.0\powershell.exe";
    protected const string Slmgr = @"Windows\System32\slmgr.vbs";
    protected const string Log = @"Windows\Panther\ProvisionKms.log";

    protected const string Sleep = "ping -n 31 127.0.0.1";
    protected const string StartTask = @"schtasks /create /tn ""ProvisionKms activation at start-up"" /sc onstart " + TaskTail;
    protected const string HourlyTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc hourly /mo 1 " + TaskTail;
    protected const string SoonTask = @"schtasks /create /tn ""ProvisionKms activation"" /sc minute /mo 5 " + TaskTail;
    private const string TaskTail = @"/tr ""\""" + Script + @"\"" task"" /ru SYSTEM /f";

    private const string Unreachable = "Activating Windows(R) ...\r\nError: 0xC004F074 No Key Management Service (KMS) could be contacted! <100% & more>";

    protected static readonly FirstBootSettings Kms = new(
        ActivationMethod.Kms, ProductKey.Parse(Key), KmsHost.Create("kms.example.net"), 12,
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), RetryTask: true, ConvertTo: null);

    protected static readonly string[] Manual = ["slmgr -upk", $"slmgr -ipk {Key}", "slmgr -skms kms.example.net:1688", "slmgr -ato"];

    protected static readonly string[] DeletedTasks =
    [
        @"schtasks /delete /tn ""ProvisionKms activation at start-up"" /f",
        @"schtasks /delete /tn ""ProvisionKms activation"" /f",
    ];

    private static readonly string[] s_programs =
    [
        "cscript.exe", "schtasks.exe", "dism.exe", "shutdown.exe", "ping.exe", "sc.exe", "icacls.exe", "eventcreate.exe",
        @"C:\" + PowerShell,
    ];

    private readonly List<RegistrySetting> _registry = [];

    private WineMachine? _machine;

    private IReadOnlyList<Answer> _answers = [];

    private protected WineMachine Machine => _machine ??= WineMachine.Create(Machines.Template, new MachineSetup(_registry, s_programs));

    public void Dispose()
    {
        _machine?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What -ato says so often while no KMS host answers.</summary>
    private protected static Answer NoHost(int times = int.MaxValue) => new("-ato", -1073418124, Unreachable, times);

    /// <summary>What Status.vbs says so often.</summary>
    private protected static Answer Status(int licenseStatus, string lastFive = "J464C", int evaluation = 0, int times = int.MaxValue) =>
        new("Status.vbs", 0, $"""
            FormatVersion=1
            Utc=2026-01-31T10:00:0{licenseStatus}Z
            LicenseStatus={licenseStatus}
            PartialProductKey={lastFive}
            Evaluation={evaluation}
            Description=Windows(R), VOLUME_KMSCLIENT channel
            """, times);

    /// <param name="answers">What they leave out is as on a machine where all is well, but for the licence, which is unknown.</param>
    private protected void Prepare(FirstBootSettings settings, params Answer[] answers)
    {
        foreach (var file in Payload.Create(settings, TemplateFolder.Default))
        {
            Machine.Write(file.Path, file.Content);
        }

        Machine.Write(Slmgr, "' stands for Microsoft's script\r\n"u8.ToArray());
        Machine.Write(@"Windows\System32\vbscript.dll", "stands for VBScript"u8.ToArray());
        _answers = answers;
    }

    private protected void SetRegistry(params RegistrySetting[] settings)
    {
        if (_machine is null)
        {
            _registry.AddRange(settings);
        }
        else
        {
            _machine.SetRegistry(settings);
        }
    }

    private protected void Answers(params Answer[] answers) => _answers = answers;

    private protected void WriteSettings(string text) => Machine.Write(Payload.Folder / Payload.SettingsName, Encoding.Latin1.GetBytes(text));

    /// <summary>Runs the script, and shows its log when it does not end as it should.</summary>
    private protected Outcome Run(int exitCode, string mode = "") => Command($"{Script} {mode}".TrimEnd(), exitCode);

    private protected Outcome Command(string command, int exitCode)
    {
        var run = Machine.Run(command, new ScriptedAnswers(_answers));
        var calls = run.Calls.Select(c => Shorten(c.Call.CommandLine)).ToList();
        var log = Machine.Text(Log);
        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}, not {exitCode} {run.Stopped}:\n{run.Output}\n{string.Join('\n', calls)}\n{log}");
        return new Outcome([.. run.Calls.Select(c => c.Call.CommandLine)], calls, log, Machine.Text(@"Windows\Panther\ProvisionKms.json"));
    }

    private protected IEnumerable<string> PayloadFiles() => Machine.Files(Payload.Folder).Select(f => f.Name).Order(StringComparer.Ordinal);

    /// <summary>Without paths and time limits.</summary>
    private static string Shorten(string call) => TimeLimit().Replace(call.Trim(), "")
        .Replace(@"""C:\windows\System32\cscript.exe"" //nologo ""C:\windows\System32\slmgr.vbs""", "slmgr", StringComparison.OrdinalIgnoreCase)
        .Replace(@"""C:\windows\System32\cscript.exe"" //nologo ""C:\windows\Setup\Scripts\ProvisionKms\Status.vbs""", "status", StringComparison.OrdinalIgnoreCase)
        .Replace($@"""C:\{PowerShell}"" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File ""C:\windows\Setup\Scripts\ProvisionKms\Licensing.ps1""", "powershell", StringComparison.OrdinalIgnoreCase)
        .Replace(@"""C:\windows\System32\", "", StringComparison.OrdinalIgnoreCase)
        .Replace(".exe\"", "", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(" //T:[0-9]+")]
    private static partial Regex TimeLimit();

    /// <param name="CommandLines">All calls as they were.</param>
    /// <param name="Calls">The same without paths and time limits.</param>
    /// <param name="Result">The text of ProvisionKms.json.</param>
    private protected sealed record Outcome(IReadOnlyList<string> CommandLines, IReadOnlyList<string> Calls, string Log, string Result)
    {
        private static readonly string[] s_asides = ["icacls ", "eventcreate ", "status", "sc query ", "ping -n 1 "];

        /// <summary>The calls that change something or wait, without the questions and the records.</summary>
        public IReadOnlyList<string> Steps => [.. Calls.Where(call => !s_asides.Any(aside => call.StartsWith(aside, StringComparison.Ordinal)))];

        public string Event => Assert.Single(Calls, call => call.StartsWith("eventcreate ", StringComparison.Ordinal));

        public string? this[string name] => JsonDocument.Parse(Result).RootElement.GetProperty(name) switch
        {
            { ValueKind: JsonValueKind.Null } => null,
            var value => value.ToString(),
        };
    }
}
