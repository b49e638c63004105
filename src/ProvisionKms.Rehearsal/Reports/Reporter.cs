using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Rehearsal.Scenarios;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Reports;

/// <summary>Writes down what was played: everything that a reader needs, nothing that is a secret.</summary>
internal sealed class Reporter(WindowsCatalog catalog)
{
    public const string Passed = "passed";
    public const string Failed = "failed";
    public const string Stopped = "stopped";
    public const string NotRehearsed = "not-rehearsed";

    private readonly ShownText _shown = new(catalog);

    public RehearsalReport Report(
        Plan plan, IImageSession session, WineInstallation wine, IReadOnlyList<Subject> subjects, IReadOnlyList<Played> played, IReadOnlyList<Case> unplayed, TimeSpan elapsed)
    {
        var scenarios = played.Select(Scenario).ToList();
        var ok = scenarios.TrueForAll(s => s.Ok);
        return new RehearsalReport(
            ok, ok ? Passed : Failed, plan.Recipe.Name, new ReportedImage(session.Path, ReportNames.Of(session.Kind)), wine.Version,
            [.. subjects.Select(Windows)], scenarios,
            [.. unplayed.Select(c => new UnplayedScenario(c.Scenario.Name, Indexes(c.Subject), c.Excuse!))],
            (long)elapsed.TotalMilliseconds)
        {
            Findings = [.. plan.Diagnostics, .. scenarios.SelectMany(s => Diagnose(s, session.Path))],
        };
    }

    private RehearsedScenario Scenario(Played played)
    {
        var performance = played.Performance;
        var outcome = !played.WasPlayed ? NotRehearsed : performance.Stopped is not null ? Stopped : played.Findings.Count > 0 ? Failed : Passed;
        return new RehearsedScenario(
            played.Scenario.Name, outcome == Passed, outcome, Indexes(played.Subject), played.Scenario.Story,
            [.. played.Findings.Select(f => new RehearsedFinding(_shown.Of(f.What), f.Call?.Number, f.LogLine ?? f.Call?.LogLines))],
            [.. performance.Calls.Select(c => new RehearsedCommand(_shown.Of(c.Call.CommandLine), c.Answer.ExitCode, c.At.TotalSeconds, c.Run.Title))],
            [.. (performance.Snapshots is [.., var last] ? last.Log : []).Select(_shown.Of)],
            (long)played.Elapsed.TotalMilliseconds, performance.Windows.Clock.Now.TotalSeconds, performance.Held.TotalSeconds);
    }

    private static RehearsedWindows Windows(Subject subject)
    {
        var windows = subject.Windows;
        return new RehearsedWindows(
            Indexes(subject), windows.Edition.Product, windows.Edition.Id, windows.NtVersion, subject.IsEvaluation ? windows.Target.Id : null,
            subject.KeyIsSecret ? windows.Key.ToString() : windows.Key.Reveal(), windows.Kms?.Name, windows.Kms?.Port,
            subject.Scripts.RunsSetup ? "setup" : "startup");
    }

    private static IEnumerable<Diagnostic> Diagnose(RehearsedScenario scenario, string image) => scenario.Findings.Select(finding =>
    {
        var call = finding.Call is { } number ? $" (call {number}: {scenario.Commands[number - 1].Command})" : "";
        var line = finding.LogLine is > 0 and var at && at <= scenario.Log.Count ? $" (log line {at}: {scenario.Log[at - 1]})" : "";
        return new Diagnostic(Codes.ScenarioFailed, $"{scenario.Name}: {finding.Message}{call}{line}", new SourceSpan(image));
    });

    private static IReadOnlyList<int> Indexes(Subject subject) => [.. subject.Images.Select(i => i.Value)];
}
