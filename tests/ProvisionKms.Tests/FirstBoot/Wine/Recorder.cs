namespace ProvisionKms.Tests.FirstBoot.Wine;

/// <summary>
/// The programs that Activate.cmd calls, replaced in the prefix by recorder.c: each call is written down and answered
/// from a scenario, so nothing waits and nothing is activated.
/// </summary>
internal sealed class Recorder(WinePrefix wine)
{
    private const string CallsFile = @"C:\pkms\calls.txt";

    private static readonly string[] Programs = ["cscript.exe", "schtasks.exe", "dism.exe", "shutdown.exe", "ping.exe"];

    private static byte[]? _program;

    internal const string Log = @"C:\windows\Panther\ProvisionKms.log";

    /// <summary>Begins afresh: no log, no calls, the script and its settings in place.</summary>
    internal void Prepare(byte[] script, string settings, params string[] answers)
    {
        wine.Require();
        foreach (var program in Programs)
        {
            wine.Delete($@"C:\windows\system32\{program}");
            wine.Write($@"C:\windows\system32\{program}", Compile());
        }

        wine.Delete(WinePrefix.PayloadFolder);
        wine.Delete(@"C:\windows\Panther");
        wine.Write(@"C:\windows\system32\slmgr.vbs", "' stands for Microsoft's script\r\n");
        wine.Write($@"{WinePrefix.PayloadFolder}\Activate.cmd", script);
        wine.Write($@"{WinePrefix.PayloadFolder}\settings.ini", settings);
        Answer(answers);
    }

    /// <summary>Other answers from here on; see recorder.c for their form.</summary>
    internal void Answer(params string[] answers)
    {
        wine.Delete(CallsFile);
        wine.Write(@"C:\pkms\answers.txt", string.Join("\r\n", answers) + "\r\n");
    }

    /// <summary>Runs the script as SetupComplete.cmd or, with "task", as the scheduled task does.</summary>
    /// <returns>Its exit code, the calls without paths and quotes, and its log.</returns>
    internal (int ExitCode, IReadOnlyList<string> Calls, string Log) Run(string mode = "") =>
        RunCommand($@"{WinePrefix.PayloadFolder}\Activate.cmd {mode}".TrimEnd());

    internal (int ExitCode, IReadOnlyList<string> Calls, string Log) RunCommand(string command)
    {
        var (exitCode, output) = wine.RunBatch(command, "", Programs);
        Assert.True(exitCode is >= 0 and <= 3, $"exit code {exitCode}: {output}");
        var calls = wine.Read(CallsFile).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Shorten);
        return (exitCode, [.. calls], wine.Read(Log));
    }

    private static string Shorten(string call) => call.Trim()
        .Replace(@"""C:\windows\System32\cscript.exe"" //nologo ""C:\windows\System32\slmgr.vbs""", "slmgr", StringComparison.OrdinalIgnoreCase)
        .Replace(@"""C:\windows\System32\", "", StringComparison.OrdinalIgnoreCase)
        .Replace(".exe\"", "", StringComparison.OrdinalIgnoreCase);

    private static byte[] Compile() => _program ??= MingwProgram.Compile("recorder.c");
}
