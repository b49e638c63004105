using System.Globalization;
using System.Text.RegularExpressions;
using ProvisionKms.Rehearsal.Reports;

namespace ProvisionKms.Cli.Views;

/// <summary>
/// A verdict for each scenario, and what it expected. Those that failed show what is wrong and every call that was made;
/// with more detail all do.
/// </summary>
internal static partial class RehearseView
{
    public static void Write(Page page, RehearsalReport report)
    {
        page.Facts(
            ("recipe", report.Recipe),
            ("image", $"{report.Image.Path} ({report.Image.Kind})"),
            ("run by", $"Wine {report.Wine}"));
        foreach (var windows in report.Windows)
        {
            page.Line();
            page.Heading(Title(windows));
            foreach (var scenario in report.Scenarios.Where(s => s.Images.SequenceEqual(windows.Images)))
            {
                Scenario(page, scenario);
            }

            Unplayed(page, [.. report.NotApplicable.Where(n => n.Images.SequenceEqual(windows.Images))]);
        }

        page.Line();
        page.Line(Sum(report));
    }

    /// <summary>Only what went wrong, for a run that has more to show than its rehearsal.</summary>
    public static void Failures(Page page, RehearsalReport report)
    {
        foreach (var scenario in report.Scenarios.Where(s => !s.Ok))
        {
            Scenario(page, scenario);
        }
    }

    private static string Title(RehearsedWindows windows)
    {
        var becomes = windows.ConvertTo is { } target ? $" becoming {target}" : "";
        var host = windows.KmsHost is { } kms ? $", KMS host {kms}:{windows.KmsPort}" : "";
        return $"index {string.Join(", ", windows.Images)}: {windows.Product} {windows.Edition}{becomes} (NT {windows.NtVersion}), key {windows.Key}{host}";
    }

    private static void Scenario(Page page, RehearsedScenario scenario)
    {
        page.Facts(($"  {(scenario.Ok ? "ok" : scenario.Outcome.ToUpperInvariant()),-8}", $"{scenario.Name}: {Held(scenario)}"));
        if (scenario.Ok && !page.IsDetailed)
        {
            return;
        }

        page.Facts(("", scenario.Expected));
        foreach (var finding in scenario.Findings)
        {
            page.Facts(("    !", finding.Message));
            page.Facts(
                ("      call", finding.Call is { } call ? $"{call}: {Shorten(scenario.Commands[call - 1].Command)}" : null),
                ("      log line", finding.LogLine is { } line && line > 0 && line <= scenario.Log.Count ? $"{line}: {scenario.Log[line - 1]}" : null));
        }

        Calls(page, scenario.Commands);
    }

    private static void Calls(Page page, IReadOnlyList<RehearsedCommand> commands)
    {
        var during = "";
        foreach (var (command, number) in commands.Select((c, i) => (c, i + 1)))
        {
            if (command.During != during)
            {
                page.Line($"    {during = command.During}");
            }

            page.Facts(($"    {number,4} {Time(command.At),8}", $"{Shorten(command.Command)} {Exit(command.ExitCode)}"));
        }
    }

    private static void Unplayed(Page page, List<UnplayedScenario> unplayed)
    {
        foreach (var alike in unplayed.GroupBy(n => n.Why))
        {
            page.Facts(("  -       ", $"{string.Join(", ", alike.Select(n => n.Name))}: does not apply, {alike.Key}"));
        }
    }

    /// <summary>The folder of Windows' own programs and scripts says nothing to a reader who looks for what was called.</summary>
    private static string Shorten(string command) => WindowsProgram().Replace(command, "${name}");

    [GeneratedRegex("""
        "?C:\\windows\\system32\\(WindowsPowerShell\\v1\.0\\)?(?<name>[\w-]+(\.vbs)?)(\.exe)?"?(?=\s|$)
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WindowsProgram();

    private static string Exit(int code) => code switch
    {
        0 => "",
        < 0 => string.Create(CultureInfo.InvariantCulture, $"-> 0x{code:X8}"),
        _ => $"-> {code}",
    };

    private static string Held(RehearsedScenario scenario) =>
        $"{scenario.Commands.Count} calls, first boot held for {Time(scenario.HeldSeconds)}";

    private static string Time(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600}:{(int)seconds / 60 % 60:00}:{(int)seconds % 60:00}");

    public static string Sum(RehearsalReport report)
    {
        var passed = report.Scenarios.Count(s => s.Ok);
        var seconds = (report.ElapsedMs / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        return report.Ok
            ? $"{passed} {(passed == 1 ? "scenario" : "scenarios")} passed in {seconds} s: the script will do what the recipe asks for."
            : $"{report.Scenarios.Count - passed} of {report.Scenarios.Count} scenarios failed ({seconds} s).";
    }
}
