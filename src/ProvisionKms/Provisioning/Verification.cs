namespace ProvisionKms.Provisioning;

/// <summary>What a look at the result found.</summary>
/// <param name="Missing">Planned edits that are not there.</param>
/// <param name="UnplannedChanges">Differences from the source that no edit explains.</param>
internal sealed record Verification(int Planned, IReadOnlyList<string> Missing, IReadOnlyList<string> UnplannedChanges)
{
    public static Verification operator +(Verification a, Verification b) =>
        new(a.Planned + b.Planned, [.. a.Missing, .. b.Missing], [.. a.UnplannedChanges, .. b.UnplannedChanges]);

    public bool Ok => Missing.Count == 0 && UnplannedChanges.Count == 0;

    public int Present => Planned - Missing.Count;
}
