using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning.Media;
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
        Recipe recipe, WindowsCatalog catalog, ImageKind kind, IReadOnlyList<ImageFacts> facts, TemplateFolder? templates = null, MediaFacts? media = null)
    {
        var diagnostics = new DiagnosticBag();
        var selected = kind == ImageKind.AnswerFile
            ? ForAnswerFile(recipe, catalog, facts, diagnostics)
            : ImageSelection.Select(recipe, catalog, facts, diagnostics);
        if (kind.IsDisk() && recipe.Indexes is IndexSelection.Match && selected.Count > 1)
        {
            diagnostics.Add(
                Codes.WindowsToBeChosen, $"the disk holds {selected.Count} Windows that fit the recipe: {string.Join(", ", selected.Select(s => s.Facts.Title))}", null, Codes.WindowsToBeChosen.Hint);
        }

        var planner = new ImagePlanner(recipe, catalog, kind, templates ?? TemplateFolder.Default, diagnostics);
        var images = diagnostics.HasErrors ? [] : selected.Select(planner.Plan).OfType<ImagePlan>().ToList();
        var edits = media is null || diagnostics.HasErrors ? [] : MediaPlanner.Plan(new MediaScope(recipe, media, selected, images, facts.Count, diagnostics));
        return new Plan(recipe, images, [.. diagnostics]) { Media = edits };
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

    /// <summary>What that edition will be at first boot: an evaluation is converted, to its own kind where Windows can.</summary>
    public static CatalogEdition? NamedTarget(CatalogEdition edition, Recipe recipe, WindowsCatalog catalog, DiagnosticBag diagnostics)
    {
        if (!edition.IsEvaluation)
        {
            return edition;
        }

        // Whether the image is a Core installation is not known here; then Standard would be converted only to Datacenter.
        if (Conversion.Targets(edition, isServerCore: false, catalog) is [var target, ..])
        {
            return target;
        }

        diagnostics.Add(
            Codes.EvaluationNotConvertible, $"{edition.ProductName} {edition.Name} is an evaluation that Windows does not convert",
            recipe.Edition.Span.File is null ? null : recipe.Edition.Span, Codes.EvaluationNotConvertible.Hint);
        return null;
    }

    private static IReadOnlyList<SelectedImage> ForAnswerFile(
        Recipe recipe, WindowsCatalog catalog, IReadOnlyList<ImageFacts> facts, DiagnosticBag diagnostics)
    {
        if (NamedEdition(recipe, catalog, diagnostics) is not { } edition || NamedTarget(edition, recipe, catalog, diagnostics) is not { } target)
        {
            return [];
        }

        var verdict = new EditionVerdict(edition, edition.EditionIds[0], null, null, [], null);
        return [.. facts.Select(f => new SelectedImage(f, verdict, edition, target))];
    }
}
