using System.Collections.Concurrent;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;

namespace ProvisionKms.Provisioning;

/// <summary>
/// The straight line: inspect, plan, apply the edits, commit once, verify what was written, publish, report. The source is
/// as it was until <see cref="IStagedImage.Publish"/>; everything that ends before, by an error or a cancellation, discards.
/// </summary>
public sealed class Provisioner(IImageOpener opener, WindowsCatalog catalog)
{
    /// <param name="quick">Believe the container's description; no file of an image is read.</param>
    /// <exception cref="ProvisionException">The image cannot be opened or read.</exception>
    public InspectReport Inspect(string imagePath, bool quick, CancellationToken cancellation)
    {
        using var session = opener.Open(imagePath, ImageAccess.Read);
        var facts = quick ? Inspector.Describe(session) : Inspector.Look(session, _ => true, also: null, cancellation);
        return InspectReports.Of(session, facts, catalog, wasRead: !quick);
    }

    /// <summary>What apply would do. Writes nothing at all.</summary>
    /// <exception cref="ProvisionException">The recipe does not fit the image, or the image cannot be read.</exception>
    public RunReport Plan(Recipe recipe, CancellationToken cancellation)
    {
        using var session = opener.Open(ImageOf(recipe), ImageAccess.Read);
        var output = OutputOf(recipe, session);
        var plan = Plan(recipe, session, also: null, cancellation);
        return RunReports.Planned(plan, session.Kind, session.Path, output);
    }

    /// <exception cref="ProvisionException">Nothing was written; the source is as it was.</exception>
    public RunReport Apply(Recipe recipe, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var clock = new PhaseClock();
        clock.Begin("reading");
        using var session = opener.Open(ImageOf(recipe), ImageAccess.Write);
        var output = OutputOf(recipe, session);
        var use = output == session.Path ? FingerprintUse.WithItself : FingerprintUse.WithAnother;
        var surveys = new ConcurrentDictionary<ImageIndex, TreeSurvey>();
        var plan = Plan(recipe, session, tree => surveys[tree.Index] = TreeSurvey.Of(tree, use, cancellation), cancellation);
        var planned = RunReports.Planned(plan, session.Kind, session.Path, output) with { Texts = recipe.HtmlReport is null ? [] : TextChanges.Of(plan, session) };
        var (verification, written) = output == session.Path && !plan.Changes
            ? (Verifier.Presence(plan, session, cancellation), false)
            : new Production(opener, plan, session, Baseline.Of(session, plan, use, surveys, cancellation)).Make(output, clock, progress, cancellation);
        return ReportFile.Write(RunReports.Done(planned, written && plan.Changes, verification, clock), recipe);
    }

    /// <param name="against">The source that <paramref name="image"/> was made from, or null to check only the edits.</param>
    public VerifyReport Verify(Recipe recipe, string image, string? against, CancellationToken cancellation)
    {
        using var source = against is null ? null : opener.Open(against, ImageAccess.Read);
        using var result = source is null ? opener.Open(image, ImageAccess.Read) : opener.OpenMade(image, source);
        var plan = Plan(recipe with { ImagePath = new(against ?? image, recipe.ImagePath.Span) }, source ?? result, also: null, cancellation);
        var verification = source is null
            ? Verifier.Presence(plan, result, cancellation)
            : Verifier.Compare(plan, source, Baseline.Of(source, plan, FingerprintUse.WithAnother, [], cancellation), result, cancellation);
        return new VerifyReport(
            verification.Ok, verification.Planned, verification.Present, verification.Missing, verification.UnplannedChanges)
        {
            Images = RunReports.Images(plan),
            Media = RunReports.Media(plan),
            Findings = plan.Diagnostics,
        };
    }

    /// <summary>Writes the artifacts of a recipe as files, for those who put them into place themselves.</summary>
    /// <returns>The files written.</returns>
    /// <exception cref="ProvisionException">The recipe names no product and edition, or a file could not be written.</exception>
    public IReadOnlyList<string> Render(Recipe recipe, string directory) => Renderer.Render(recipe, catalog, Templates(recipe), directory);

    /// <summary>Plans for an image that is open already, for those who read more of it.</summary>
    /// <exception cref="ProvisionException">The recipe does not fit the image, or the image cannot be read.</exception>
    public Plan Plan(Recipe recipe, IImageSession session, CancellationToken cancellation) => Plan(recipe, session, also: null, cancellation);

    private Plan Plan(Recipe recipe, IImageSession session, Action<IImageTree>? also, CancellationToken cancellation)
    {
        var facts = Inspector.Look(session, f => IsChosen(recipe.Indexes, f), also, cancellation);
        var plan = Planner.Plan(recipe, catalog, session.Kind, facts, Templates(recipe), Inspector.LookAtMedia(session));
        var findings = new DiagnosticBag();
        findings.AddRange(plan.Diagnostics);
        findings.ThrowIfErrors();
        Preflight.Check(plan, session, cancellation);
        return plan;
    }

    private static bool IsChosen(IndexSelection selection, ImageFacts facts) => selection switch
    {
        IndexSelection.Numbers numbers => numbers.Values.Any(n => n.Value == facts.Index.Value),
        IndexSelection.Names names => names.Values.Any(n => string.Equals(n.Value, facts.Name, StringComparison.OrdinalIgnoreCase)),
        _ => true,
    };

    private static TemplateFolder Templates(Recipe recipe)
    {
        var loaded = TemplateFolder.Load(recipe.Templates.Value, recipe.Templates.Span);
        return loaded.Templates ?? throw new ProvisionException(loaded.Diagnostics);
    }

    private static string ImageOf(Recipe recipe) => recipe.ImagePath.Value ?? throw new ProvisionException(
        Codes.ImageNotNamed, "no image is named", new SourceSpan(recipe.File), Codes.ImageNotNamed.Hint);

    /// <summary>A link to the image is the image: sessions say where the file really is.</summary>
    private static string OutputOf(Recipe recipe, IImageSession session)
    {
        if (recipe.OutputPath.Value is not { } named)
        {
            return session.Path;
        }

        var output = Path.GetFullPath(named);
        var real = Path.Exists(output) ? File.ResolveLinkTarget(output, returnFinalTarget: true)?.FullName ?? output : output;
        var where = real == session.Path ? session.Path : output;
        if (recipe.OutputFormat.Value != DiskOutputFormat.Same)
        {
            session.SetOutputFormat(where, recipe.OutputFormat.Value);
        }

        return where;
    }
}
