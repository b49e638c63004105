using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning.Edits.CarriedScript;
using ProvisionKms.Planning.Edits.OfflineServicing;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.AnswerFile;

internal static class AnswerFilePlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope)
    {
        if (!scope.Wants(Injection.AnswerFile))
        {
            return [];
        }

        if (AnswerFilePlacement.PointsElsewhere(scope.Facts))
        {
            scope.Diagnostics.Add(
                Codes.AnswerFileElsewhere,
                $@"{scope.Facts.Title}: HKLM\SYSTEM\Setup\UnattendFile names '{scope.Facts.AnswerFilePointer}', which is outside the image",
                hint: Codes.AnswerFileElsewhere.Hint);
        }

        var choices = scope.Kind == ImageKind.AnswerFile
            ? [.. scope.Facts.Files.Keys.Select(path => new AnswerFileChoice(path, "the answer file that was named"))]
            : AnswerFilePlacement.Choose(scope.Facts);
        return scope.Image.IsConverted ? CheckOnly(scope, choices) : choices.Select(c => Merge(scope, c)).OfType<Edit>();
    }

    private static AnswerFileEdit? Merge(PlanningScope scope, AnswerFileChoice choice)
    {
        var before = OfflineServicingPlanning.Before(scope, choice.Path, CarriedScriptPlanning.Before(scope, choice.Path));
        var request = Request(scope, choice.Path);
        var merged = AnswerFileMerge.Merge(before, scope.Named(choice.Path), request);
        scope.Diagnostics.AddRange(merged.Diagnostics);
        return merged.Content is not { } content ? null : new AnswerFileEdit(choice.Path, content, request, scope.ShownKey)
        {
            Action = before is null ? EditAction.Create : merged.Changed ? EditAction.Change : EditAction.Keep,
            Why = $"the {KeyName(scope)} of {scope.Target.ProductName} {scope.Target.Name}; {choice.Why}",
        };
    }

    /// <summary>A key that does not fit makes Setup fail, and none fits an evaluation: it is converted first, then keyed.</summary>
    private static List<Edit> CheckOnly(PlanningScope scope, IEnumerable<AnswerFileChoice> choices)
    {
        foreach (var path in choices.Select(c => c.Path).Where(p => scope.Content(p) is not null))
        {
            WarnOfKeysForAnEvaluation(scope.Content(path)!, scope.Named(path), scope.Facts.Title, scope.Diagnostics);
        }

        return [];
    }

    internal static void WarnOfKeysForAnEvaluation(byte[] answerFile, string fileName, string image, DiagnosticBag diagnostics)
    {
        var found = AnswerFileMerge.ReadKeys(answerFile, fileName);
        diagnostics.AddRange(found.Diagnostics);
        foreach (var key in found.Keys.Where(k => k.IsActivationKey && !k.IsEmpty))
        {
            diagnostics.Add(
                Codes.EvaluationHasProductKey, $"{image} is an evaluation edition, and its answer file holds a product key",
                key.Where, Codes.EvaluationHasProductKey.Hint);
        }
    }

    private static AnswerFileRequest Request(PlanningScope scope, ImagePath path)
    {
        // In an image, no file of whatever name is read for windowsPE: that pass runs on media only.
        var isMedia = scope.Kind == ImageKind.AnswerFile && path.Name.StartsWith("autounattend", StringComparison.OrdinalIgnoreCase);
        return new AnswerFileRequest(scope.Key, scope.Architectures, isMedia)
        {
            FittingKeys = FittingKeys(scope.Recipe, scope.Target, hasScript: scope.Wants(Injection.SetupComplete) || scope.CarriesScript),
        };
    }

    /// <summary>
    /// A key of the edition's other channel lets Setup pass just as well, and the script installs the recipe's own afterwards:
    /// one that is there is kept. Without the script the answer file has the last word.
    /// </summary>
    internal static IReadOnlyCollection<ProductKey> FittingKeys(Recipe recipe, CatalogEdition target, bool hasScript) =>
        hasScript && recipe.Activation.Key is null ? [.. new[] { target.KmsKey, target.AvmaKey }.OfType<ProductKey>()] : [];

    private static string KeyName(PlanningScope scope) => scope.Recipe.Activation.Method switch
    {
        ActivationMethod.Avma => "AVMA key",
        ActivationMethod.Mak => "MAK",
        _ => "KMS client key",
    };
}
