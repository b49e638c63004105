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

    /// <summary>Since Server 2016 a Standard Core evaluation converts only to Datacenter Core.</summary>
    private static bool IsStandard(string editionId) => editionId == "ServerStandard";
}
