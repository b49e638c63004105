using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Rehearsal.Reports;

namespace ProvisionKms.Reporting;

/// <summary>All that is known of one run of apply, for those who keep it.</summary>
/// <param name="ToolVersion">Of what made the image.</param>
/// <param name="Recipe">The recipe file as it was read.</param>
/// <param name="Source">The image as it was before.</param>
/// <param name="Output">The image as it is now.</param>
public sealed record RunRecord(RunReport Report, string ToolVersion, FileDigest Recipe, FileDigest Source, FileDigest Output, DateTimeOffset Started, DateTimeOffset Finished)
{
    /// <summary>Null where the result was not rehearsed.</summary>
    public RehearsalReport? Rehearsal { get; init; }

    public bool Ok => Report.Verification is not { Ok: false } && Rehearsal is not { Ok: false };
}
