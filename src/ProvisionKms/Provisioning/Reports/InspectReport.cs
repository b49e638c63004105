using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>What is in an image.</summary>
public sealed record InspectReport(string Path, string Kind, IReadOnlyList<InspectedImage> Images)
{
    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}

/// <param name="Product">The catalog's id, or null when the sources of the image do not agree on one.</param>
/// <param name="Key">The public KMS client key of the edition; an evaluation has none.</param>
/// <param name="SetupComplete">Null where it was not looked for.</param>
/// <param name="AnswerFiles">Those in Windows' search order, as spelled in the image.</param>
/// <param name="Evidence">What each source says about the edition.</param>
public sealed record InspectedImage(
    int Index,
    string? Name,
    string? EditionId,
    string? InstallationType,
    string? Architecture,
    string? Version,
    string? Product,
    string? Edition,
    bool? Evaluation,
    string? Key,
    string? ImageState,
    bool? SetupComplete,
    IReadOnlyList<string> AnswerFiles,
    string? KmsHost,
    int? KmsPort,
    IReadOnlyList<InspectedEvidence> Evidence)
{
    /// <summary>What will start an activation script; null where the image was not read.</summary>
    public ReportedTrigger? Trigger { get; init; }
}

public sealed record InspectedEvidence(string Source, string? EditionId, string? InstallationType, int? Build);
