using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.GroupPolicy;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.File;

/// <summary>The payload: the activation script and its settings.</summary>
internal static class FilePlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope) =>
        scope.Wants(Injection.SetupComplete)
            ? Payload.Create(Settings(scope), scope.Templates).Select(file => Edit(scope, file))
            : [];

    /// <param name="convertTo">What an evaluation is converted to first, or null.</param>
    public static FirstBootSettings Settings(Recipe recipe, ProductKey key, CatalogEdition? convertTo)
    {
        var activation = recipe.Activation;
        return new FirstBootSettings(
            activation.Method, key, PlanningScope.HostOf(recipe), activation.Attempts, activation.Interval, activation.Deadline,
            activation.RetryTask, convertTo?.EditionIds[0]);
    }

    private static FirstBootSettings Settings(PlanningScope scope)
    {
        var settings = Settings(scope.Recipe, scope.Key, scope.Image.IsConverted ? scope.Target : null);
        return IsCut(scope) ? settings with { Deadline = StartupScript.Longest } : settings;
    }

    private static bool IsCut(PlanningScope scope) =>
        scope.Trigger.NeedsStartupScript && scope.Recipe.Activation.Deadline > StartupScript.Longest;

    private static FileEdit Edit(PlanningScope scope, PayloadFile file)
    {
        var (what, why) = Purpose(scope, file.Path.Name);
        var before = scope.Content(file.Path);
        return new FileEdit(scope.Spelled(file.Path), file.Content, what)
        {
            Action = before is null ? EditAction.Create : before.AsSpan().SequenceEqual(file.Content) ? EditAction.Keep : EditAction.Change,
            Why = why,
        };
    }

    private static (string What, string Why) Purpose(PlanningScope scope, string name) => name switch
    {
        Payload.StatusName => ("asks how Windows is licensed", "so that a licensed Windows is left alone, and success is confirmed"),
        Payload.LicensingName => ("the same steps by PowerShell", "for a Windows without VBScript, which is an optional feature since Windows Server 2025"),
        Payload.ErrorsName => ("the error codes of activation", "some of them end the attempts at once; all are explained in the log"),
        Payload.SettingsName => (Told(scope), (scope.Image.IsConverted
            ? $"the evaluation is converted to {scope.Target.Name} first, then keyed"
            : $"what the script does for {scope.Target.ProductName} {scope.Target.Name}") +
            (IsCut(scope) ? $"; its deadline is {StartupScript.Longest.TotalMinutes} minutes, as Windows ends start-up scripts after 10" : "")),
        _ => ("the activation script", @"installs the key, activates and tries again, and logs to Windows\Panther"),
    };

    private static string Told(PlanningScope scope)
    {
        var convert = scope.Image.IsConverted ? $"convert to {scope.Target.EditionIds[0]}, " : "";
        var host = scope.Host is { } kms ? $", KMS host {kms}" : "";
        return $"its settings: {convert}key {scope.ShownKey}{host}";
    }
}
