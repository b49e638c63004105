using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Whether an image is what the recipe asks for.</summary>
/// <param name="Missing">Planned edits that are not there.</param>
/// <param name="UnplannedChanges">Differences from the source that no edit explains; empty when no source was given.</param>
public sealed record VerifyReport(bool Ok, int Planned, int Present, IReadOnlyList<string> Missing, IReadOnlyList<string> UnplannedChanges)
{
    /// <summary>What was planned, for reports that name each edit.</summary>
    [JsonIgnore]
    public IReadOnlyList<PlannedImage> Images { get; init; } = [];

    [JsonIgnore]
    public PlannedMedia? Media { get; init; }

    /// <summary>Which of the edits that were planned for an image are not there.</summary>
    public IReadOnlyList<PlannedEdit> MissingOf(PlannedImage image) => MissingOf(PlannedImage.Place(image.Index), image.Edits);

    /// <summary>Which of the edits that were planned beside the images are not there.</summary>
    public IReadOnlyList<PlannedEdit> MissingOf(PlannedMedia media) => MissingOf(PlannedMedia.Place, media.Edits);

    private IReadOnlyList<PlannedEdit> MissingOf(string place, IEnumerable<PlannedEdit> edits) =>
        [.. edits.Where(edit => Missing.Contains(PlannedEdit.NameIn(place, edit.Kind, edit.Target), StringComparer.Ordinal))];

    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}
