using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning.Agents;
using ProvisionKms.Planning.Edits.Access;
using ProvisionKms.Planning.Edits.AnswerFile;
using ProvisionKms.Planning.Edits.CarriedScript;
using ProvisionKms.Planning.Edits.Edition;
using ProvisionKms.Planning.Edits.File;
using ProvisionKms.Planning.Edits.GroupPolicy;
using ProvisionKms.Planning.Edits.ImageMetadata;
using ProvisionKms.Planning.Edits.OfflineServicing;
using ProvisionKms.Planning.Edits.ProductKeys;
using ProvisionKms.Planning.Edits.Registry;
using ProvisionKms.Planning.Edits.Script;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>Plans one image: its key, then its edits.</summary>
internal sealed class ImagePlanner(Recipe recipe, WindowsCatalog catalog, ImageKind kind, TemplateFolder templates, DiagnosticBag diagnostics)
{
    /// <summary>
    /// In the order they are applied: a script exists before it is called, and the hive, the largest file, comes last. What the
    /// servicing stack does to the edition and the key (<see cref="Servicing"/>) comes before them.
    /// </summary>
    private static readonly Func<PlanningScope, IEnumerable<Edit>>[] Kinds =
    [
        ImageMetadataPlanning.Edits, FilePlanning.Edits, ScriptPlanning.Edits, GroupPolicyPlanning.Edits, AccessPlanning.Edits, CarriedScriptPlanning.Edits,
        OfflineServicingPlanning.Edits, AnswerFilePlanning.Edits, RegistryPlanning.Edits,
    ];

    /// <returns>The edits, or null with an error added.</returns>
    public ImagePlan? Plan(SelectedImage image)
    {
        if (image.Edition.IsEvaluation && !CanConvert(image))
        {
            return null;
        }

        if (KeyChoice.For(image.Target, recipe, catalog, diagnostics) is not { } key)
        {
            return null;
        }

        var scope = new PlanningScope(recipe, kind, templates, image, key, diagnostics);
        if (kind != ImageKind.AnswerFile && scope.Wants(Injection.SetupComplete))
        {
            TriggerFindings.Add(scope);
            AgentWarnings.Add(scope);
        }

        ServicingFindings.Add(scope);
        List<Edit> edits = [.. Kinds.SelectMany(plan => plan(scope))];
        return new ImagePlan(image.Facts.Index, image.Edition, key, scope.KeyIsSecret, [.. Servicing(scope, edits), .. edits])
        {
            Title = image.Facts.Title,
            Target = image.Target,
            Trigger = kind == ImageKind.AnswerFile ? null : scope.Trigger,
        };
    }

    private static IEnumerable<Edit> Servicing(PlanningScope scope, IReadOnlyList<Edit> others)
    {
        List<Edit> edition = [.. EditionPlanning.Edits(scope)];
        return [.. edition, .. ProductKeyPlanning.Edits(scope, [.. edition, .. others])];
    }

    private bool CanConvert(SelectedImage image)
    {
        var obstacle = !recipe.Activation.ConvertEvaluation ? "convertEvaluation is false"
            : image.IsConverted && recipe.Inject?.Contains(Injection.SetupComplete) == false ? "inject leaves out setup-complete, whose script converts it"
            : null;
        if (obstacle is not null)
        {
            diagnostics.Add(
                Codes.EvaluationConversionOff, $"{image.Facts.Title} is {image.Edition.ProductName} {image.Edition.Name}, and {obstacle}",
                hint: Codes.EvaluationConversionOff.Hint);
        }

        return obstacle is null;
    }
}
