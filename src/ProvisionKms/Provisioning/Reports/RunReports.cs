using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Recipes;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Renders a plan into the record that console, JSON and build logs show.</summary>
internal static class RunReports
{
    public static RunReport Planned(Plan plan, ImageKind kind, string image, string output) => new(
        plan.Recipe.Name,
        Platform(plan.Recipe),
        new ReportedImage(image, ReportNames.Of(kind)),
        output,
        plan.Changes,
        Images(plan))
    {
        Media = Media(plan),
        Findings = plan.Diagnostics,
    };

    public static IReadOnlyList<PlannedImage> Images(Plan plan) => [.. plan.Images.Select(Image)];

    public static PlannedMedia? Media(Plan plan) => plan.Media.Count == 0 ? null : new PlannedMedia([.. plan.Media.Select(Edit)]);

    public static RunReport Done(RunReport planned, bool changed, Verification verification, PhaseClock clock) => planned with
    {
        Changed = changed,
        Verification = new(verification.Ok, verification.Planned, verification.Present, verification.UnplannedChanges.Count),
        ElapsedMs = clock.ElapsedMs,
        Phases = clock.Phases,
    };

    private static ReportedPlatform? Platform(Recipe recipe) =>
        recipe.PlatformId is null && recipe.Kms.Value is null ? null : new(recipe.PlatformId, recipe.Kms.Value?.Name, recipe.Kms.Value?.Port);

    private static PlannedEdit Edit(Edit edit) => new(edit.Kind, edit.Target, ReportNames.Of(edit.Action), edit.Value, edit.Why);

    private static PlannedImage Image(ImagePlan image) => new(
        image.Index.Value,
        image.Edition.Product,
        image.Edition.Id,
        image.ShownKey,
        [.. image.Edits.Select(Edit)])
    {
        Trigger = image.Trigger is { } trigger ? ReportedTrigger.Of(trigger) : null,
    };
}
