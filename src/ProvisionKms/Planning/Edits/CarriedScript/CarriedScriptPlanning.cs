using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.Carried;
using ProvisionKms.Images;
using ProvisionKms.Planning.Edits.File;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.CarriedScript;

/// <summary>With an answer file as the whole target there is no image to put files into: the file carries the script.</summary>
internal static class CarriedScriptPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) =>
        !scope.CarriesScript ? []
        : Request(scope, scope.Diagnostics) is { } request ? scope.Facts.Files.Keys.Select(path => Edit(scope, path, request)).OfType<Edit>()
        : [];

    /// <summary>The file with the script in it, which is what the product key is merged into.</summary>
    public static byte[]? Before(PlanningScope scope, ImagePath path) =>
        scope.CarriesScript && Request(scope, []) is { } request
            ? SetupCommandMerge.Merge(scope.Content(path), scope.Named(path), request).Content ?? scope.Content(path)
            : scope.Content(path);

    /// <summary>
    /// The commands for these settings. Windows Setup logs commands, so a secret key is in none of them: the answer file's
    /// own ProductKey installs it, and the script keeps what is installed.
    /// </summary>
    public static SetupCommandRequest? Request(FirstBootSettings settings, IReadOnlyList<string> architectures, TemplateFolder templates, DiagnosticBag diagnostics)
    {
        var told = settings.Method == ActivationMethod.Mak ? settings with { Key = null } : settings;
        var carried = FirstBoot.Carried.CarriedScript.Create(Payload.Create(told, templates));
        diagnostics.AddRange(carried.Diagnostics);
        return carried.Commands.Count == 0 ? null : new SetupCommandRequest(carried.Commands, architectures);
    }

    private static SetupCommandRequest? Request(PlanningScope scope, DiagnosticBag diagnostics)
    {
        if (scope.KeyIsSecret && (scope.Image.IsConverted || !scope.Wants(Injection.AnswerFile)))
        {
            var why = scope.Image.IsConverted ? "an evaluation edition takes no ProductKey" : "inject leaves out answer-file, whose ProductKey holds it";
            diagnostics.Add(Codes.CarriedKeyIsSecret, $"the MAK would have to be in a command, for {why}", Place(scope), Codes.CarriedKeyIsSecret.Hint);
            return null;
        }

        return Request(FilePlanning.Settings(scope.Recipe, scope.Key, scope.Image.IsConverted ? scope.Target : null), scope.Architectures, scope.Templates, diagnostics);
    }

    private static CarriedScriptEdit? Edit(PlanningScope scope, ImagePath path, SetupCommandRequest request)
    {
        var merged = SetupCommandMerge.Merge(scope.Content(path), scope.Named(path), request);
        scope.Diagnostics.AddRange(merged.Diagnostics);
        var isLast = !scope.Wants(Injection.AnswerFile) || scope.Image.IsConverted;
        return merged.Content is not { } content ? null : new CarriedScriptEdit(path, content, request, Told(scope), isLast)
        {
            Action = merged.Changed ? EditAction.Change : EditAction.Keep,
            Why = (scope.Image.IsConverted ? $"the evaluation is converted to {scope.Target.Name} first, then keyed" : "there is no image to put the script's files into")
                + "; Windows Setup runs the commands as local system, and the script when it is done",
        };
    }

    private static string Told(PlanningScope scope)
    {
        var convert = scope.Image.IsConverted ? $"convert to {scope.Target.EditionIds[0]}, " : "";
        var key = scope.KeyIsSecret ? "the key that is installed" : $"key {scope.ShownKey}";
        return $"{convert}{key}{(scope.Host is { } kms ? $", KMS host {kms}" : "")}";
    }

    private static SourceSpan? Place(PlanningScope scope) => scope.Recipe.Activation.KeySpan.File is null ? null : scope.Recipe.Activation.KeySpan;
}
