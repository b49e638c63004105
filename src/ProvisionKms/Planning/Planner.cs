using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>
/// Turns a recipe and what the images said into ordered edits, each with its why. Pure: it reads nothing and writes
/// nothing, so the same input gives the same plan, and `plan` shows exactly what `apply` does.
/// </summary>
public static class Planner
{
    /// <returns>A plan; when its diagnostics hold an error, it must not be applied.</returns>
    public static Plan Plan(
        Recipe recipe, WindowsCatalog catalog, ImageKind kind, IReadOnlyList<ImageFacts> facts, TemplateFolder? templates = null)
    {
        var diagnostics = new DiagnosticBag();
        var selected = kind == ImageKind.AnswerFile
            ? ForAnswerFile(recipe, catalog, facts, diagnostics)
            : ImageSelection.Select(recipe, catalog, facts, diagnostics);
        var planner = new ImagePlanner(recipe, catalog, kind, templates ?? TemplateFolder.Default, diagnostics);
        var images = diagnostics.HasErrors ? [] : selected.Select(planner.Plan).OfType<ImagePlan>().ToList();
        return new Plan(recipe, images, [.. diagnostics]);
    }

    /// <summary>The edition that the recipe names, for targets that hold no image to find it in.</summary>
    public static CatalogEdition? NamedEdition(Recipe recipe, WindowsCatalog catalog, DiagnosticBag diagnostics)
    {
        if (recipe.Product.Value is { } product && recipe.Edition.Value is { } edition && catalog.Find(product, edition) is { } named)
        {
            return named;
        }

        var missing = recipe.Product.Value is null ? recipe.Product.Span : recipe.Edition.Span;
        diagnostics.Add(
            Codes.EditionMustBeNamed, "product and edition must be named: there is no image to find them in",
            missing.File is null ? null : missing, Codes.EditionMustBeNamed.Hint);
        return null;
    }

    private static IReadOnlyList<SelectedImage> ForAnswerFile(
        Recipe recipe, WindowsCatalog catalog, IReadOnlyList<ImageFacts> facts, DiagnosticBag diagnostics)
    {
        diagnostics.Add(
            Codes.AnswerFileCarriesKeyOnly, "an answer file gets the product key only, not the activation script or the KMS host",
            hint: Codes.AnswerFileCarriesKeyOnly.Hint);
        if (NamedEdition(recipe, catalog, diagnostics) is not { } edition)
        {
            return [];
        }

        var verdict = new EditionVerdict(edition, edition.EditionIds[0], null, null, [], null);
        return [.. facts.Select(f => new SelectedImage(f, verdict, edition, edition))];
    }
}
