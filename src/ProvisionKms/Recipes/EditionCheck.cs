using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes;

/// <summary>Finds the editions that a recipe can mean.</summary>
internal sealed class EditionCheck(WindowsCatalog catalog, DiagnosticBag findings)
{
    /// <summary>The editions with these ids; null values mean any. Null when an id is unknown, which is reported.</summary>
    public IReadOnlyList<CatalogEdition>? Candidates(Spanned<string?> product, Spanned<string?> edition)
    {
        var ofProduct = catalog.Editions.Where(e => product.Value is null || e.Product == product.Value).ToList();
        if (ofProduct.Count == 0)
        {
            findings.Add(Codes.ProductNotInCatalog, $"unknown product {Quoted.Of(product.Value!)}", product.Span,
                Suggestion.For(product.Value!, catalog.Editions.Select(e => e.Product), "`provision-kms keys` lists them"));
            ofProduct = [.. catalog.Editions];
        }

        var candidates = ofProduct.Where(e => edition.Value is null || e.Id == edition.Value).ToList();
        if (candidates.Count == 0)
        {
            Report(product, edition, ofProduct);
        }

        return findings.Any(f => f.Code == Codes.ProductNotInCatalog || f.Code == Codes.EditionNotInCatalog) ? null : candidates;
    }

    private void Report(Spanned<string?> product, Spanned<string?> edition, List<CatalogEdition> ofProduct)
    {
        var known = catalog.Editions.Any(e => e.Product == product.Value);
        var name = known ? ofProduct[0].ProductName : null;
        var message = name is null ? $"unknown edition {Quoted.Of(edition.Value!)}" : $"{name} has no edition {Quoted.Of(edition.Value!)}";
        var ids = ofProduct.Select(e => e.Id).Distinct().ToList();
        findings.Add(Codes.EditionNotInCatalog, message, edition.Span,
            Suggestion.For(edition.Value!, ids, name is null ? "`provision-kms keys` lists them" : "it has " + string.Join(", ", ids)));
    }
}
