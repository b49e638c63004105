using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>An image that the recipe means.</summary>
/// <param name="Edition">What it is.</param>
/// <param name="Target">What it will be at first boot: the same, or what an evaluation is converted to.</param>
public sealed record SelectedImage(ImageFacts Facts, EditionVerdict Verdict, CatalogEdition Edition, CatalogEdition Target)
{
    /// <summary>
    /// The EditionID, as the image's servicing stack spells it, that an evaluation is set to while it is offline; null where
    /// there is no such stack, or it does not list the target.
    /// </summary>
    public string? OfflineEdition { get; init; }

    /// <summary>The edition is changed at first boot, by the script; until then no key fits the image.</summary>
    public bool IsConverted => Edition != Target && OfflineEdition is null;
}

/// <summary>Chooses the images that the recipe means and says why the others are not meant.</summary>
public static class ImageSelection
{
    public static IReadOnlyList<SelectedImage> Select(
        Recipe recipe, WindowsCatalog catalog, IReadOnlyList<ImageFacts> facts, DiagnosticBag diagnostics)
    {
        var candidates = facts.Select(f => Candidate.Of(f, recipe, catalog)).ToList();
        return recipe.Indexes switch
        {
            IndexSelection.Match => Matching(recipe, candidates, diagnostics),
            IndexSelection.Numbers numbers => Named(recipe, [.. numbers.Values.SelectMany(n => ByNumber(n, candidates, diagnostics))], diagnostics),
            IndexSelection.Names names => Named(recipe, [.. names.Values.SelectMany(n => ByName(n, candidates, diagnostics)).Distinct()], diagnostics),
            _ => Named(recipe, candidates, diagnostics),
        };
    }

    /// <summary>Those that fit. A contradiction stops the work: nobody can say whether that image is meant.</summary>
    private static List<SelectedImage> Matching(Recipe recipe, List<Candidate> candidates, DiagnosticBag diagnostics)
    {
        diagnostics.AddRange(candidates.Select(c => c.Problem).OfType<Diagnostic>().Where(p => p.Code == Codes.EditionContradiction));
        if (diagnostics.HasErrors)
        {
            return [];
        }

        var fitting = candidates.Select(c => c.Selected).OfType<SelectedImage>().ToList();
        var problems = candidates.Select(c => c.Problem).OfType<Diagnostic>().ToList();
        if (fitting.Count > 0)
        {
            diagnostics.AddRange(problems.Select(p => new Diagnostic(Codes.ImageSkipped, $"{p.Message}: left out", p.Where)));
        }
        else if (problems.Count > 0 && problems.Count == candidates.Count)
        {
            diagnostics.AddRange(problems);
        }
        else
        {
            var found = candidates.Count == 0 ? "the file holds no image" : "found " + string.Join("; ", candidates.Select(c => c.Problem?.Message ?? c.Description));
            diagnostics.Add(Codes.NoImageMatches, $"no image is {Wanted(recipe)}: {found}", Place(recipe), Codes.NoImageMatches.Hint);
        }

        return fitting;
    }

    /// <summary>Those that the recipe lists: each of them must fit.</summary>
    private static List<SelectedImage> Named(Recipe recipe, IReadOnlyList<Candidate> candidates, DiagnosticBag diagnostics)
    {
        foreach (var candidate in candidates.Where(c => c.Selected is null))
        {
            diagnostics.Add(candidate.Problem ?? new Diagnostic(
                Codes.ImageIsAnother, $"the recipe names {Wanted(recipe)}, but {candidate.Description}", Place(recipe), Codes.ImageIsAnother.Hint));
        }

        return [.. candidates.Select(c => c.Selected).OfType<SelectedImage>()];
    }

    private static List<Candidate> ByNumber(Spanned<int> number, List<Candidate> candidates, DiagnosticBag diagnostics) =>
        Found(candidates.Where(c => c.Facts.Index.Value == number.Value), $"the image has no index {number.Value}", number.Span, candidates, diagnostics);

    private static List<Candidate> ByName(Spanned<string> name, List<Candidate> candidates, DiagnosticBag diagnostics) =>
        Found(
            candidates.Where(c => string.Equals(c.Facts.Name, name.Value, StringComparison.OrdinalIgnoreCase)),
            $"the image has no index named '{name.Value}'", name.Span, candidates, diagnostics);

    private static List<Candidate> Found(
        IEnumerable<Candidate> matches, string missing, SourceSpan span, List<Candidate> candidates, DiagnosticBag diagnostics)
    {
        var found = matches.ToList();
        if (found.Count == 0)
        {
            diagnostics.Add(Codes.ImageIndexMissing, missing, span, "it has " + string.Join(", ", candidates.Select(c => c.Facts.Title)));
        }

        return found;
    }

    private static string Wanted(Recipe recipe) => $"{recipe.Product.Value ?? "any product"}, edition {recipe.Edition.Value ?? "any"}";

    private static SourceSpan? Place(Recipe recipe)
    {
        var span = recipe.Product.Value is null && recipe.Edition.Value is not null ? recipe.Edition.Span : recipe.Product.Span;
        return span.File is null ? null : span;
    }

    /// <summary>One image held against the recipe.</summary>
    /// <param name="Problem">Why it can be provisioned for no recipe of this kind; null when it merely is something else.</param>
    private sealed record Candidate(ImageFacts Facts, string Description, SelectedImage? Selected, Diagnostic? Problem)
    {
        public static Candidate Of(ImageFacts facts, Recipe recipe, WindowsCatalog catalog)
        {
            var verdict = EditionConsensus.Decide(facts, catalog);
            if (verdict.Edition is not { } edition)
            {
                return new(facts, verdict.Problem!.Message, null, verdict.Problem);
            }

            var description = $"{facts.Title} is {edition.Product}, edition {edition.Id} ({verdict.EditionId}, {verdict.InstallationType ?? "?"})";
            var candidate = new Candidate(facts, description, null, null);
            if (recipe.Product.Value is { } product && product != edition.Product)
            {
                return candidate;
            }

            return edition.IsEvaluation
                ? candidate.Convert(recipe, verdict, edition, catalog)
                : recipe.Edition.Value is null || recipe.Edition.Value == edition.Id
                    ? candidate with { Selected = new(facts, verdict, edition, edition) }
                    : candidate;
        }

        private Candidate Convert(Recipe recipe, EditionVerdict verdict, CatalogEdition evaluation, WindowsCatalog catalog)
        {
            var targets = Conversion.Targets(evaluation, verdict.IsServerCore, catalog);
            var wanted = recipe.Edition.Value == evaluation.Id ? null : recipe.Edition.Value;
            if (wanted is null ? targets.Count == 0 : IsVariantOf(evaluation, wanted) && targets.All(t => t.Id != wanted))
            {
                var can = targets.Count == 0 ? "nothing" : string.Join(" or ", targets.Select(t => t.Name));
                var problem = new Diagnostic(
                    Codes.EvaluationNotConvertible,
                    $"{Description}, an evaluation that Windows converts to {can}" + (wanted is null ? "" : $", not to {wanted}"),
                    Hint: Codes.EvaluationNotConvertible.Hint);
                return this with { Problem = problem };
            }

            return targets.FirstOrDefault(t => wanted is null || t.Id == wanted) is { } target
                ? this with { Selected = new(Facts, verdict, evaluation, target) { OfflineEdition = Conversion.Offline(target, verdict.IsServerCore, Facts.Servicing) } }
                : this;
        }

        /// <summary>Standard Evaluation is the trial of Standard: not being able to become it deserves the reason.</summary>
        private static bool IsVariantOf(CatalogEdition evaluation, string wanted) =>
            evaluation.Id.StartsWith(wanted + "-", StringComparison.Ordinal);
    }
}
