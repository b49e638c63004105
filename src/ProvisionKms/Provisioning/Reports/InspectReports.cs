using System.Globalization;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Agents;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Renders what was found in an image into the record that console and JSON show.</summary>
internal static class InspectReports
{
    public static InspectReport Of(IImageSession session, IReadOnlyList<ImageFacts> facts, WindowsCatalog catalog, bool wasRead)
    {
        if (session.Kind == ImageKind.AnswerFile)
        {
            return new InspectReport(session.Path, ReportNames.Of(session.Kind), [.. facts.Select(AnswerFile)]);
        }

        var judged = facts.Select(f => (Facts: f, Verdict: EditionConsensus.Decide(f, catalog))).ToList();
        return new InspectReport(
            session.Path, ReportNames.Of(session.Kind), [.. judged.Select(j => Image(j.Facts, j.Verdict, wasRead))])
        {
            Partitions = session.Partitions is { Count: > 0 } partitions
                ? [.. partitions.Select(p => new InspectedPartition(p.Number, p.Start, p.Length, p.Name, p.FileSystem, p.Index?.Value))]
                : null,

            // To look at an image is no failure, whatever it holds.
            Findings =
            [
                .. judged.Select(j => j.Verdict.Problem).OfType<Diagnostic>().Select(p => p with { Severity = Severity.Warning }),
                .. facts.SelectMany(AgentWarnings.OfImage),
            ],
        };
    }

    private static InspectedImage Image(ImageFacts facts, EditionVerdict verdict, bool wasRead) => new(
        facts.Index.Value,
        facts.Name,
        verdict.EditionId,
        verdict.InstallationType,
        facts.Architecture,
        facts.Version,
        verdict.Edition?.Product,
        verdict.Edition?.Id,
        verdict.Edition?.IsEvaluation,
        verdict.Edition?.KmsKey?.Reveal(),
        facts.ImageState,
        wasRead ? facts.Files.ContainsKey(WindowsLayout.SetupComplete) : null,
        [.. facts.Files.Keys.Where(IsAnswerFile).Select(p => p.ToString())],
        facts.KmsHost,
        int.TryParse(facts.KmsPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null,
        [.. facts.Evidence.Where(e => e.Source != EvidenceSource.LicenceTokens || e.EditionId == verdict.EditionId)
            .Select(e => new InspectedEvidence(e.Source, e.EditionId, e.InstallationType, e.Build))])
    {
        Trigger = wasRead ? ReportedTrigger.Of(TriggerDecision.Of(facts)) : null,
        SetupCompleteContents = facts.Files.GetValueOrDefault(WindowsLayout.SetupComplete) is { } script
            ? [.. SetupCompleteContents.Recognise(script).Select(c => new InspectedContent(c.Id, c.Name, c.Line, c.Note))]
            : [],
        Agents = [.. AgentSurvey.Find(facts).Select(Agent)],
    };

    private static InspectedAgent Agent(AgentFinding finding) => new(
        finding.Agent.Id,
        finding.Agent.Name,
        finding.File.ToString(),
        finding.IsUnreadable ? null : [.. Sets(finding)],
        finding.KmsHost,
        finding.Agent.RunsBefore ? "before" : "after",
        finding.Agent.UnlessActivated,
        !finding.IsDisabled,
        finding.ReplacesSetupComplete);

    private static IEnumerable<string> Sets(AgentFinding finding) =>
        new[] { finding.SetsKey ? "key" : null, finding.KmsHost is null ? null : "kms-host", finding.Activates ? "activation" : null }.OfType<string>();

    private static InspectedImage AnswerFile(ImageFacts facts) => new(
        facts.Index.Value, null, null, null, null, null, null, null, null, null, null, null,
        [.. facts.Files.Keys.Select(p => p.ToString())], null, null, [])
    {
        CarriesScript = facts.Files.Count == 0 ? null : facts.Files.Values.Any(SetupCommandMerge.Carries),
    };

    private static bool IsAnswerFile(ImagePath path) => path.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
}
