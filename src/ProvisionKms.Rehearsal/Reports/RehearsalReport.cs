using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Rehearsal.Reports;

/// <summary>What came of a rehearsal.</summary>
/// <param name="Outcome"><c>passed</c> or <c>failed</c>.</param>
/// <param name="Wine">The version of Wine that ran the scripts.</param>
/// <param name="Windows">What was rehearsed: one entry for all images that are alike.</param>
/// <param name="NotApplicable">Scenarios that say nothing about these images, and why.</param>
public sealed record RehearsalReport(
    bool Ok,
    string Outcome,
    string Recipe,
    ReportedImage Image,
    string Wine,
    IReadOnlyList<RehearsedWindows> Windows,
    IReadOnlyList<RehearsedScenario> Scenarios,
    IReadOnlyList<UnplayedScenario> NotApplicable,
    long ElapsedMs)
{
    [JsonIgnore]
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    public IReadOnlyList<ReportedDiagnostic> Diagnostics => ReportedDiagnostic.Of(Findings);
}

/// <param name="Images">Indexes.</param>
/// <param name="Key">Masked to its last five characters where it is a secret.</param>
public sealed record RehearsedWindows(
    IReadOnlyList<int> Images, string Product, string Edition, string NtVersion, string? ConvertTo, string? Key, string? KmsHost, int? KmsPort, string Trigger);

/// <param name="Images">The indexes that it stands for.</param>
/// <param name="Outcome"><c>passed</c>, <c>failed</c>, <c>stopped</c> when a bound ended a script, <c>not-rehearsed</c> when too many were stopped before.</param>
/// <param name="Expected">What should come of it, in one sentence.</param>
/// <param name="ElapsedMs">Real time.</param>
/// <param name="VirtualSeconds">How long it would have taken.</param>
/// <param name="HeldSeconds">How long first boot would have been held.</param>
public sealed record RehearsedScenario(
    string Name,
    bool Ok,
    string Outcome,
    IReadOnlyList<int> Images,
    string Expected,
    IReadOnlyList<RehearsedFinding> Findings,
    IReadOnlyList<RehearsedCommand> Commands,
    IReadOnlyList<string> Log,
    long ElapsedMs,
    double VirtualSeconds,
    double HeldSeconds);

/// <summary>A program that a script called.</summary>
/// <param name="At">Virtual seconds since the first start.</param>
/// <param name="During">What Windows ran then: Setup, a start, a task.</param>
public sealed record RehearsedCommand(string Command, int ExitCode, double At, string During);

/// <summary>What is wrong, and where it shows.</summary>
/// <param name="Call">The number of the command, from 1.</param>
/// <param name="LogLine">The line of the log, from 1.</param>
public sealed record RehearsedFinding(string Message, int? Call, int? LogLine);

public sealed record UnplayedScenario(string Name, IReadOnlyList<int> Images, string Why);
