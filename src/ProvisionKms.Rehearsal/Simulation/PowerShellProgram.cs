using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Images;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// powershell.exe -File Licensing.ps1 VERB …: the steps of slmgr.vbs by CIM, where the key to install may be the one of
/// settings.ini beside the script. Commands that wait do so; other scripts are believed to have worked.
/// </summary>
internal sealed partial class PowerShellProgram(ScriptHosts hosts, LicensingVerbs verbs, StatusScript status, Func<ImagePath, byte[]?> read) : ISimulatedProgram
{
    private const string Script = "licensing.ps1";
    private const int NoSuchCommand = 9009;

    public IReadOnlyList<string> Names => ["powershell", "pwsh"];

    public CallAnswer Answer(ProgramCall call)
    {
        if (!hosts.HasPowerShell)
        {
            return Printed.Lines(NoSuchCommand);
        }

        var arguments = call.Arguments.SkipWhile(a => FileName.Of(a) != Script).ToList();
        return arguments switch
        {
            [_, var verb, ..] when verb.Equals("status", StringComparison.OrdinalIgnoreCase) => status.Answer(),
            [var script, var verb] when verb.Equals("-ipk", StringComparison.OrdinalIgnoreCase) => Shorten(verbs.Answer([verb, KeyBeside(script)])),
            [_, .. var rest] when rest.Count > 0 => Shorten(verbs.Answer(rest)),
            _ => Printed.Silence with { Takes = TimeSpan.FromSeconds(SleepIn(call.CommandLine)) },
        };
    }

    /// <summary>Says no more than the code: texts of Windows are in its language, and may repeat a key.</summary>
    private static CallAnswer Shorten(CallAnswer answer) => answer.ExitCode == 0
        ? Printed.Succeeded("Done.")
        : Printed.Lines(answer.ExitCode, $"Error: 0x{answer.ExitCode:X8}");

    private string KeyBeside(string script)
    {
        var path = script.Trim('"');
        if (!path.StartsWith(@"C:\", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        var settings = Encoding.Latin1.GetString(read(ImagePath.Parse(path[3..]).Parent / "settings.ini") ?? []);
        return KeyLine().Match(settings).Groups["key"].Value;
    }

    private static int SleepIn(string commandLine) =>
        int.TryParse(Sleep().Match(commandLine).Groups["seconds"].Value, out var seconds) ? seconds : 0;

    [GeneratedRegex(@"^Key=(?<key>[^\r\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"start-sleep\s+(-s\w*\s+)?(?<seconds>\d{1,6})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sleep();
}
