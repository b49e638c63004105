namespace ProvisionKms.Planning;

/// <summary>What an image's own servicing stack says of it, asked through DISM. Pure data.</summary>
/// <param name="CurrentEdition">The EditionID, often in a spelling of DISM's own; null when it could not say.</param>
/// <param name="TargetEditions">What the image can be set to while it is offline.</param>
public sealed record ServicingFacts(string? CurrentEdition, IReadOnlyList<string> TargetEditions)
{
    /// <summary>The version of the DISM that would do the servicing; null when it is not known.</summary>
    public Version? Version { get; init; }

    /// <summary>Why it could not say, in the stack's own words; null when all is well.</summary>
    public string? Problem { get; init; }
}
