using System.Globalization;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Planning;

/// <summary>
/// Finds out what an image is from all that speaks of it, and never from its display name. The SOFTWARE hive is what Windows
/// itself goes by, so its word counts first; every other source must agree with it or be silent. The rules for agreement:
/// <list type="bullet">
/// <item>EditionIDs agree when they are the same row of the catalog (ServerStandardCore is an old name of ServerStandard).</item>
/// <item>Installation types agree when they are the same word.</item>
/// <item>Builds agree when they are the same or of one family (see <see cref="BuildFamilies"/>).</item>
/// <item>Licence tokens are there for several editions at once; they disagree when none of them is this one.</item>
/// <item>CompositionEditionID counts for servers only: client editions are composed from Enterprise since Windows 10 1607.</item>
/// <item>DISM prints spellings of its own (ServerStandardCor): it disagrees only when the catalog knows what it says as another edition.</item>
/// <item>FLAGS is free text of the capturing tool: it speaks only when nothing else does.</item>
/// </list>
/// </summary>
public static class EditionConsensus
{
    private const string WindowsPe = "WindowsPE";

    /// <summary>
    /// Builds that are one Windows with an enablement package or service pack more; the description of a WIM keeps the
    /// older number. https://learn.microsoft.com/windows/release-health/release-information
    /// </summary>
    private static readonly BuildRange[] BuildFamilies =
    [
        new(6000, 6003), new(7600, 7601), new(18362, 18363), new(19041, 19045), new(22621, 22631), new(26100, 26200),
    ];

    /// <summary>Sold as an edition, composed from another one: its CompositionEditionID proves nothing.</summary>
    private static readonly string[] ComposedServerEditions = ["ServerTurbine"];

    public static EditionVerdict Decide(ImageFacts facts, WindowsCatalog catalog)
    {
        var hive = facts.From(EvidenceSource.SoftwareHive);
        var xml = facts.From(EvidenceSource.WimXml);
        var type = hive?.InstallationType ?? xml?.InstallationType;
        var build = hive?.Build ?? xml?.Build;
        var editionId = hive?.EditionId ?? xml?.EditionId ?? LastResort(facts, build, catalog);
        var verdict = new EditionVerdict(null, editionId, type, build, Lost(hive, xml), null);

        if (Is(editionId, WindowsPe) || Is(type, WindowsPe))
        {
            return verdict with { Problem = Problem(Codes.NotInstallableWindows, facts, "is Windows PE or Windows RE, not an installation image") };
        }

        if (editionId is null || build is null)
        {
            return verdict with { Problem = Problem(Codes.EditionNotStated, facts, "names no edition: " + Shown(facts)) };
        }

        var claim = new Claim(catalog, editionId, type, build.Value);
        if (claim.IsDeniedByTokens(facts.Evidence) || facts.Evidence.Any(claim.IsDeniedBy))
        {
            return verdict with { Problem = Problem(Codes.EditionContradiction, facts, "contradicts itself: " + Shown(facts)) };
        }

        return claim.Edition is { } edition
            ? verdict with { Edition = edition }
            : verdict with { Problem = Problem(Codes.ImageEditionUnknown, facts, $"is {claim}, which the catalog does not have") };
    }

    private static string? LastResort(ImageFacts facts, int? build, WindowsCatalog catalog)
    {
        var known = facts.Evidence
            .Where(e => e.Source is EvidenceSource.WimFlags or EvidenceSource.EiCfg or EvidenceSource.LicenceTokens or EvidenceSource.Dism)
            .Where(e => build is not null && e.EditionId is not null && catalog.Identify(e.EditionId, build.Value, null) is not null)
            .ToList();
        return known.Find(e => e.Source != EvidenceSource.LicenceTokens)?.EditionId
            ?? (known.Count == 1 ? known[0].EditionId : null);
    }

    internal static bool IsSameWindows(int a, int b) => a == b || Array.Exists(BuildFamilies, f => f.Contains(a) && f.Contains(b));

    private static List<KeyValuePair<string, string>> Lost(EditionEvidence? hive, EditionEvidence? xml)
    {
        List<KeyValuePair<string, string>> lost = [];
        if (xml?.EditionId is null && hive?.EditionId is { } editionId)
        {
            lost.Add(new(ImageProperties.EditionId, editionId));
        }

        if (xml?.InstallationType is null && hive?.InstallationType is { } type)
        {
            lost.Add(new(ImageProperties.InstallationType, type));
        }

        return lost;
    }

    private static string Shown(ImageFacts facts)
    {
        var tokens = facts.Evidence.Where(e => e.Source == EvidenceSource.LicenceTokens).Select(e => e.EditionId).ToList();
        var said = facts.Evidence
            .Where(e => !e.IsSilent && e.Source != EvidenceSource.LicenceTokens)
            .Select(e => e.ToString())
            .Concat(tokens.Count == 0 ? [] : [$"{EvidenceSource.LicenceTokens} are for {string.Join(", ", tokens)}"])
            .ToList();
        return said.Count == 0 ? "no source says anything" : string.Join("; ", said);
    }

    private static Diagnostic Problem(DiagnosticCode code, ImageFacts facts, string message) =>
        new(code, $"{facts.Title} {message}", Hint: code.Hint);

    private static bool Is(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the most trusted sources say, held against the others.</summary>
    private sealed class Claim(WindowsCatalog catalog, string editionId, string? type, int build)
    {
        public CatalogEdition? Edition { get; } = catalog.Identify(editionId, build, type);

        public bool IsDeniedBy(EditionEvidence said) => said.Source switch
        {
            EvidenceSource.WimFlags or EvidenceSource.LicenceTokens => false,
            EvidenceSource.Dism => said.EditionId is { } edition && catalog.Identify(edition, build, type) is { } found && found != Edition,
            EvidenceSource.Composition => Edition is { IsServer: true } &&
                !Array.Exists(ComposedServerEditions, c => Is(editionId, c)) &&
                catalog.Identify(said.EditionId!, build, type) is { } composed && composed != Edition,
            _ => IsOtherEdition(said.EditionId) ||
                (said.InstallationType is not null && !Is(said.InstallationType, type)) ||
                (said.Build is { } other && !IsSameWindows(other, build)),
        };

        public bool IsDeniedByTokens(IEnumerable<EditionEvidence> evidence)
        {
            var licensed = evidence
                .Where(e => e.Source == EvidenceSource.LicenceTokens && e.EditionId is not null)
                .Select(e => catalog.Identify(e.EditionId!, build, null))
                .Where(e => e is not null)
                .ToList();
            return Edition is not null && licensed.Count > 0 && !licensed.Contains(Edition);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{editionId}, {type ?? "installation type unknown"}, build {build}");

        private bool IsOtherEdition(string? said) =>
            said is not null && !Is(said, editionId) && (Edition is null || catalog.Identify(said, build, type) != Edition);
    }
}
