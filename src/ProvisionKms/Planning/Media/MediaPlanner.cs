using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Media;

/// <summary>
/// Plans what goes on install media beside their images. Both things reach every installation from the media, so they are
/// planned only where they fit each image that can be installed, and hide nothing that an image has; the images have all of
/// it themselves, so nothing is lost where they are left out.
/// </summary>
internal static class MediaPlanner
{
    public static IReadOnlyList<Edit> Plan(MediaScope scope)
    {
        if (scope.Plans.Count == 0)
        {
            return [];
        }

        SetupKeyFile.Check(scope);
        var answerFile = scope.Wants(Injection.AnswerFile) ? MediaAnswerFilePlanning.Edit(scope) : null;
        IEnumerable<Edit> scripts = scope.Wants(Injection.SetupComplete) ? MediaScriptPlanning.Edits(scope, keySelects: answerFile is not null) : [];
        return answerFile is null ? [.. scripts] : [answerFile, .. scripts];
    }
}

/// <summary>What the media are planned from, and where the findings go.</summary>
/// <param name="Selected">The images that the recipe means, each with its plan at the same place of <paramref name="Plans"/>.</param>
/// <param name="ImageCount">How many images Setup could install, also those that the recipe does not mean.</param>
internal sealed record MediaScope(
    Recipe Recipe, MediaFacts Media, IReadOnlyList<SelectedImage> Selected, IReadOnlyList<ImagePlan> Plans, int ImageCount, DiagnosticBag Diagnostics)
{
    public bool Wants(Injection injection) => PlanningScope.Wants(Recipe, ImageKind.Iso, injection);
}
