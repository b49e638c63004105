using ProvisionKms.AnswerFiles;
using ProvisionKms.Diagnostics;
using ProvisionKms.Planning.Edits.AnswerFile;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Media;

/// <summary>autounattend.xml at the root of the media. It gets the key only: the script is in the images, and shall not run twice.</summary>
internal static class MediaAnswerFilePlanning
{
    public static AnswerFileEdit? Edit(MediaScope scope)
    {
        var path = scope.Media.Spelled(MediaLayout.AnswerFile);
        var before = scope.Media.Content(path);
        if (ReasonAgainst(scope, before) is { } reason)
        {
            scope.Diagnostics.Add(Codes.MediaAnswerFileLeftOut, $"the media get no product key in {path}: {reason}", hint: Codes.MediaAnswerFileLeftOut.Hint);
            if (before is not null && scope.Selected.FirstOrDefault(s => s.IsConverted) is { } evaluation)
            {
                AnswerFilePlanning.WarnOfKeysForAnEvaluation(before, path.ToString(), evaluation.Facts.Title, scope.Diagnostics);
            }

            return null;
        }

        var (image, plan) = (scope.Selected[0], scope.Plans[0]);
        var architectures = scope.Selected.Select(s => s.Facts.Architecture).OfType<string>().Distinct().ToList();
        var request = new AnswerFileRequest(plan.Key!, architectures.Count > 0 ? architectures : WindowsLayout.Architectures(image.Target), InstallMedia: true)
        {
            FittingKeys = AnswerFilePlanning.FittingKeys(scope.Recipe, image.Target, hasScript: scope.Wants(Injection.SetupComplete)),
        };
        var merged = AnswerFileMerge.Merge(before, path.ToString(), request);
        scope.Diagnostics.AddRange(merged.Diagnostics);
        return merged.Content is not { } content ? null : new AnswerFileEdit(path, content, request, plan.ShownKey!)
        {
            Action = before is null ? EditAction.Create : merged.Changed ? EditAction.Change : EditAction.Keep,
            Why = $"Setup asks for no key, and offers {image.Target.ProductName} {image.Target.Name} alone",
        };
    }

    private static string? ReasonAgainst(MediaScope scope, byte[]? before) =>
        scope.Selected.Any(s => s.IsConverted) ? "an evaluation edition takes none; it is converted at first boot"
        : scope.Plans.Select(p => p.Key).Distinct().Count() > 1 ? "the images that the recipe means have different keys"
        : before is null && scope.Selected.FirstOrDefault(HasAnswerFile) is { } image ? $"{image.Facts.Title} has an answer file of its own, which it would hide"
        : null;

    private static bool HasAnswerFile(SelectedImage image) =>
        WindowsLayout.AnswerFilePlaces.Any(place => image.Facts.Files.ContainsKey(place.Path));
}
