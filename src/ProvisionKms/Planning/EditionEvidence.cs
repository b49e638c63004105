using System.Globalization;

namespace ProvisionKms.Planning;

/// <summary>What one source says. Null means that it is silent on the point.</summary>
/// <param name="Source">One of <see cref="EvidenceSource"/>.</param>
public sealed record EditionEvidence(string Source, string? EditionId, string? InstallationType = null, int? Build = null)
{
    public bool IsSilent => EditionId is null && InstallationType is null && Build is null;

    public override string ToString()
    {
        string?[] said =
        [
            EditionId,
            InstallationType,
            Build is { } build ? "build " + build.ToString(CultureInfo.InvariantCulture) : null,
        ];
        return $"{Source} says {string.Join(", ", said.Where(s => s is not null))}";
    }
}

/// <summary>The names under which sources are shown to the user.</summary>
public static class EvidenceSource
{
    public const string WimXml = "WIM XML";

    /// <summary>Free text that capture tools take from the command line; the only edition field of some NT 6.0 images.</summary>
    public const string WimFlags = "WIM XML FLAGS";

    public const string SoftwareHive = "SOFTWARE hive";
    public const string Composition = "SOFTWARE hive CompositionEditionID";
    public const string LicenceTokens = "licence tokens";
    public const string EiCfg = "ei.cfg";

    /// <summary>The image's own servicing stack, asked through DISM.</summary>
    public const string Dism = "DISM";
}
