using System.Globalization;
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

    /// <summary>Where the time went, in order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunPhase>? Phases { get; init; }

    /// <summary>Taken only where the recipe asks for a page that shows them. As they are in the image: secrets too.</summary>
    [JsonIgnore]
    public IReadOnlyList<TextChange> Texts { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}

/// <param name="Id">Null where the recipe gives a KMS host itself.</param>
public sealed record ReportedPlatform(string? Id, string? KmsHost, int? KmsPort)
{
    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Title => this switch
    {
        { Id: { } id, KmsHost: { } host } => $"{id}, KMS host {host}:{KmsPort}",
        { Id: { } id } => id,
        _ => $"KMS host {KmsHost}:{KmsPort}",
    };
}

public sealed record ReportedImage(string Path, string Kind);

/// <param name="Key">Masked to its last five characters where it is a secret.</param>
public sealed record PlannedImage(int Index, string Product, string Edition, string? Key, IReadOnlyList<PlannedEdit> Edits)
{
    /// <summary>What starts the activation script; null for an answer file.</summary>
    public ReportedTrigger? Trigger { get; init; }

    internal static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"index {index}");
}

public sealed record PlannedMedia(IReadOnlyList<PlannedEdit> Edits)
{
    internal const string Place = "media";
}

public sealed record PlannedEdit(string Kind, string Target, string Action, string Value, string Why)
{
    /// <summary>As <see cref="VerifyReport.Missing"/> names an edit that is not there.</summary>
    internal static string NameIn(string place, string kind, string target) => $"{place}: {kind} {target}";
}

/// <param name="StartMs">Since the run began.</param>
public sealed record RunPhase(string Name, double StartMs, double ElapsedMs);

/// <summary>A text file of an image that the run makes or changes.</summary>
/// <param name="Index">Null beside the images of install media.</param>
/// <param name="Before">Null where there was none.</param>
public sealed record TextChange(int? Index, string Path, string? Before, string After);

/// <param name="UnplannedChanges">How many differences were found that no edit explains.</param>
public sealed record ReportedVerification(bool Ok, int Planned, int Present, int UnplannedChanges);
