using ProvisionKms.Catalog;

namespace ProvisionKms.Planning;

/// <summary>
/// What an evaluation edition can become: servers only, and only the editions that `dism /online /set-edition` offers.
/// https://learn.microsoft.com/windows-server/get-started/upgrade-conversion-options
/// </summary>
public static class Conversion
{
    /// <summary>The targets in order of preference; empty when there is none.</summary>
    public static IReadOnlyList<CatalogEdition> Targets(CatalogEdition evaluation, bool isServerCore, WindowsCatalog catalog) =>
    [
        .. evaluation.ConvertsTo
            .Where(id => !(isServerCore && evaluation.NtVersion == "10.0" && IsStandard(id)))
            .Select(id => catalog.Editions.FirstOrDefault(e => e.Product == evaluation.Product && !e.IsEvaluation && e.EditionIds[0] == id))
            .OfType<CatalogEdition>(),
    ];

    /// <summary>
    /// The target among those that the image can be set to while it is offline, as its servicing stack spells it; null when it
    /// is not among them. The list is the image's own, so nothing is attempted that it does not offer. Desktop and Core are
    /// never exchanged: DISM marks Core by the end of the name, but not in every release.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-windows-edition-servicing-command-line-options
    /// </summary>
    public static string? Offline(CatalogEdition target, bool isServerCore, ServicingFacts? servicing) => servicing?.TargetEditions
        .Where(id => target.EditionIds.Contains(id, StringComparer.OrdinalIgnoreCase) && (isServerCore || !IsCoreName(id)))
        .OrderBy(id => IsCoreName(id) == isServerCore ? 0 : 1)
        .FirstOrDefault();

    private static bool IsCoreName(string editionId) =>
        editionId.EndsWith("Cor", StringComparison.OrdinalIgnoreCase) || editionId.EndsWith("Core", StringComparison.OrdinalIgnoreCase);

    /// <summary>Since Server 2016 a Standard Core evaluation converts only to Datacenter Core.</summary>
    private static bool IsStandard(string editionId) => editionId == "ServerStandard";
}
