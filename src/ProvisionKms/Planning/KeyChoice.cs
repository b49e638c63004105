using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>Chooses the key for an edition and an activation method: the recipe's own when it fits, else the catalog's.</summary>
public static class KeyChoice
{
    /// <returns>The key, or null with a diagnostic added.</returns>
    public static ProductKey? For(CatalogEdition edition, Recipe recipe, WindowsCatalog catalog, DiagnosticBag diagnostics)
    {
        var activation = recipe.Activation;
        if (activation.Method == ActivationMethod.Mak)
        {
            return activation.Key ?? Missing("a MAK comes from the recipe", edition, recipe, diagnostics);
        }

        var published = activation.Method == ActivationMethod.Avma ? edition.AvmaKey : edition.KmsKey;
        if (activation.Key is { } own)
        {
            return own == published ? own : UnlessForeign(own, edition, recipe, catalog, diagnostics);
        }

        return published ?? Missing("Microsoft publishes none", edition, recipe, diagnostics);
    }

    private static ProductKey? Missing(string why, CatalogEdition edition, Recipe recipe, DiagnosticBag diagnostics)
    {
        var kind = recipe.Activation.Method switch
        {
            ActivationMethod.Avma => "AVMA key",
            ActivationMethod.Mak => "MAK",
            _ => "KMS client key",
        };
        diagnostics.Add(
            Codes.NoKeyForMethod, $"{edition.ProductName} {edition.Name} has no {kind}: {why}", Place(recipe), Codes.NoKeyForMethod.Hint);
        return null;
    }

    /// <summary>A key that the catalog does not have may be newer than it: lint has warned. One of another edition never fits.</summary>
    private static ProductKey? UnlessForeign(
        ProductKey own, CatalogEdition edition, Recipe recipe, WindowsCatalog catalog, DiagnosticBag diagnostics)
    {
        var owners = catalog.FindByKey(own).Select(e => $"{e.Product}/{e.Id}").ToList();
        if (owners.Count == 0)
        {
            return own;
        }

        diagnostics.Add(
            Codes.KeyOfAnotherEdition,
            $"activation.key ({own}) is not the key of {edition.Product}/{edition.Id} for this method: it belongs to {string.Join(", ", owners)}",
            Place(recipe), Codes.KeyOfAnotherEdition.Hint);
        return null;
    }

    private static SourceSpan? Place(Recipe recipe) => recipe.Activation.KeySpan.File is null ? null : recipe.Activation.KeySpan;
}
