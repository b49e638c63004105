using ProvisionKms.FirstBoot;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.Script;

internal static class ScriptPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope)
    {
        if (!scope.Wants(Injection.SetupComplete))
        {
            yield break;
        }

        var path = scope.Spelled(WindowsLayout.SetupComplete);
        var before = scope.Content(path);
        var merged = SetupCompleteMerge.Merge(before, scope.Named(path));
        scope.Diagnostics.AddRange(merged.Diagnostics);
        if (merged.Content is { } content)
        {
            var action = before is null ? EditAction.Create : merged.Changed ? EditAction.Change : EditAction.Keep;
            yield return new ScriptEdit(path, content)
            {
                Action = action,
                Why = When(scope.Trigger) + (action == EditAction.Create ? "" : Kept(before!, action)),
            };
        }
    }

    private static string Kept(byte[] before, EditAction action)
    {
        var contents = SetupCompleteContents.Recognise(before).Select(c => $"{c.Name} (line {c.Line}{(c.Note is null ? "" : $": {c.Note}")})").ToList();
        return contents.Count > 0 ? $"; what was there still runs: {string.Join(", ", contents)}"
            : action == EditAction.Change ? "; what was there still runs" : "";
    }

    /// <summary>Also where Setup is over: whoever generalizes the image later expects that its copies activate themselves.</summary>
    private static string When(FirstBootTrigger trigger) => trigger.SetupComplete switch
    {
        SetupCompleteRun.AfterAudit => "Windows Setup runs it as local system when the image has left audit mode",
        SetupCompleteRun.No => "not run at the next start, but if the image is ever generalized with Sysprep",
        _ => "Windows Setup runs it as local system before the first logon",
    };
}
