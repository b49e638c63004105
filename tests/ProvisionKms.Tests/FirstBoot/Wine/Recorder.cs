using System.Text.RegularExpressions;
using ProvisionKms.FirstBoot;

namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>
/// The programs that Activate.cmd calls, replaced in the prefix by recorder.c: each call is written down and answered
/// from a scenario, so nothing waits and nothing is activated.
/// </summary>
internal sealed partial class Recorder(WinePrefix wine)
{
    private const string CallsFile = @"C:\pkms\calls.txt";

    internal const string PowerShell = @"C:\windows\system32\WindowsPowerShell\v1.0\powershell.exe";

    private static readonly string[] Programs =
        ["cscript.exe", "schtasks.exe", "dism.exe", "shutdown.exe", "ping.exe", "sc.exe", "icacls.exe", "eventcreate.exe", "powershell.exe"];

    /// <summary>What a machine says when nothing is wrong; the labels of sc.exe are German here.</summary>
    private static readonly string[] Usual =
    [
        "sc.exe\" query|*|0|SERVICE_NAME: sppsvc~        TYP                : 10  WIN32_OWN_PROCESS~        STATUS             : 4  RUNNING~" +
            "                                (STOPPABLE, ACCEPTS_SHUTDOWN)~        WIN32_EXIT_CODE    : 0  (0x0)~        CHECKPOINT         : 0x0",
        "ping.exe\" -n 1 -w|*|0|Pinging kms.example.net [192.0.2.1] with 32 bytes of data:~Request timed out.",
    ];

    private static byte[]? _program;

    internal const string Result = @"C:\windows\Panther\ProvisionKms.json";

    internal const string Log = @"C:\windows\Panther\ProvisionKms.log";

    /// <summary>Begins afresh: no log, no calls, the payload in place.</summary>
    internal void Prepare(IEnumerable<PayloadFile> payload, params string[] answers)
    {
        wine.Require();
        foreach (var path in Programs.Select(program => program == "powershell.exe" ? PowerShell : $@"C:\windows\system32\{program}"))
        {
            wine.Delete(path);
            wine.Write(path, Compile());
        }

        wine.Delete(WinePrefix.PayloadFolder);
        wine.Delete(@"C:\windows\Panther");
        wine.Write(@"C:\windows\system32\slmgr.vbs", "' stands for Microsoft's script\r\n");
        foreach (var file in payload)
        {
            wine.Write($@"{WinePrefix.PayloadFolder}\{file.Path.Name}", file.Content);
        }

        Answer(answers);
    }

    /// <summary>Other answers from here on; see recorder.c for their form.</summary>
    internal void Answer(params string[] answers)
    {
        wine.Delete(CallsFile);
        wine.Write(@"C:\pkms\answers.txt", string.Join("\r\n", answers.Concat(Usual)) + "\r\n");
    }

    /// <summary>Runs the script as SetupComplete.cmd or, with "task", as the scheduled task does.</summary>
    /// <returns>Its exit code, the calls without paths and quotes, and its log.</returns>
    internal (int ExitCode, IReadOnlyList<string> Calls, string Log) Run(string mode = "") =>
        RunCommand($@"{WinePrefix.PayloadFolder}\Activate.cmd {mode}".TrimEnd());

    internal (int ExitCode, IReadOnlyList<string> Calls, string Log) RunCommand(string command)
    {
        var (exitCode, output) = wine.RunBatch(command, "", Programs);
        Assert.True(exitCode is >= 0 and <= 5, $"exit code {exitCode}: {output}");
        var calls = wine.Read(CallsFile).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Shorten);
        return (exitCode, [.. calls], wine.Read(Log));
    }

    private static string Shorten(string call) => TimeLimit().Replace(call.Trim(), "")
        .Replace(@"""C:\windows\System32\cscript.exe"" //nologo ""C:\windows\System32\slmgr.vbs""", "slmgr", StringComparison.OrdinalIgnoreCase)
        .Replace($@"""C:\windows\System32\cscript.exe"" //nologo ""{WinePrefix.PayloadFolder}\Status.vbs""", "status", StringComparison.OrdinalIgnoreCase)
        .Replace($@"""{PowerShell}"" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File ""{WinePrefix.PayloadFolder}\Licensing.ps1""", "powershell", StringComparison.OrdinalIgnoreCase)
        .Replace(@"""C:\windows\System32\", "", StringComparison.OrdinalIgnoreCase)
        .Replace(".exe\"", "", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(" //T:[0-9]+")]
    private static partial Regex TimeLimit();

    private static byte[] Compile() => _program ??= MingwProgram.Compile("recorder.c");
}
