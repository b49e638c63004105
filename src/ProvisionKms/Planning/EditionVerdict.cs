using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Planning;

/// <summary>What the sources of one image say together.</summary>
/// <param name="Edition">The catalog's row, or null when <paramref name="Problem"/> says why there is none.</param>
/// <param name="EditionId">As Windows spells it, also when the catalog has no such edition.</param>
/// <param name="Lost">What the container's description has lost and the hive still knows, by property name.</param>
public sealed record EditionVerdict(
    CatalogEdition? Edition,
    string? EditionId,
    string? InstallationType,
    int? Build,
    IReadOnlyList<KeyValuePair<string, string>> Lost,
    Diagnostic? Problem)
{
    public bool IsServerCore => string.Equals(InstallationType, "Server Core", StringComparison.OrdinalIgnoreCase);
}
