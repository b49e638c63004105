using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>A plan, and after an apply what came of it.</summary>
/// <param name="Output">Where the result is; the image itself when it was edited in place.</param>
public sealed record RunReport(
    string Recipe,
    ReportedPlatform? Platform,
    ReportedImage Image,
    string Output,
    bool Changed,
    IReadOnlyList<PlannedImage> Images)
{
    /// <summary>What goes on install media beside the images; null where there is nothing, or no media.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlannedMedia? Media { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportedVerification? Verification { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ElapsedMs { get; init; }

    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}

/// <param name="Id">Null where the recipe gives a KMS host itself.</param>
public sealed record ReportedPlatform(string? Id, string? KmsHost, int? KmsPort);

public sealed record ReportedImage(string Path, string Kind);

/// <param name="Key">Masked to its last five characters where it is a secret.</param>
public sealed record PlannedImage(int Index, string Product, string Edition, string? Key, IReadOnlyList<PlannedEdit> Edits)
{
    /// <summary>What starts the activation script; null for an answer file.</summary>
    public ReportedTrigger? Trigger { get; init; }
}

public sealed record PlannedMedia(IReadOnlyList<PlannedEdit> Edits);

public sealed record PlannedEdit(string Kind, string Target, string Action, string Value, string Why);

/// <param name="UnplannedChanges">How many differences were found that no edit explains.</param>
public sealed record ReportedVerification(bool Ok, int Planned, int Present, int UnplannedChanges);
