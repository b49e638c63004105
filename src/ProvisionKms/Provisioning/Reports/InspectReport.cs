using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>What is in an image.</summary>
public sealed record InspectReport(string Path, string Kind, IReadOnlyList<InspectedImage> Images)
{
    /// <summary>Of a virtual disk; null for what has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InspectedPartition>? Partitions { get; init; }

    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}

/// <param name="Start">In bytes from the start of the disk.</param>
/// <param name="Length">In bytes.</param>
/// <param name="FileSystem">ntfs, fat, refs, bitlocker, or null where it has none that is known.</param>
/// <param name="Index">The image that it holds; null without a Windows.</param>
public sealed record InspectedPartition(int Number, long Start, long Length, string Name, string? FileSystem, int? Index);

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

    /// <summary>What its SetupComplete.cmd does, as far as it is recognised.</summary>
    public IReadOnlyList<InspectedContent> SetupCompleteContents { get; init; } = [];

    /// <summary>Whether an answer file carries the activation script as commands; null for an image.</summary>
    public bool? CarriesScript { get; init; }

    /// <summary>Provisioning agents in the image.</summary>
    public IReadOnlyList<InspectedAgent> Agents { get; init; } = [];
}

/// <param name="Line">The first line of it, from 1.</param>
public sealed record InspectedContent(string Id, string Name, int Line, string? Note);

/// <param name="File">What shows that it is there.</param>
/// <param name="Sets">Of key, kms-host, activation those that it is configured to set; null where its configuration cannot be read.</param>
/// <param name="KmsHost">host or host:port.</param>
/// <param name="Runs">before or after the activation script.</param>
/// <param name="UnlessActivated">It does nothing when Windows is activated already.</param>
/// <param name="Enabled">Its service is not disabled.</param>
/// <param name="ReplacesSetupComplete">During Setup it may write over SetupComplete.cmd.</param>
public sealed record InspectedAgent(
    string Id, string Name, string File, IReadOnlyList<string>? Sets, string? KmsHost, string Runs, bool UnlessActivated, bool Enabled, bool ReplacesSetupComplete);

public sealed record InspectedEvidence(string Source, string? EditionId, string? InstallationType, int? Build);
