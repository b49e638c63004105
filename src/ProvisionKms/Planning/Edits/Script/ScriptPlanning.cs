using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
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

        if (scope.Facts.ImageState == WindowsLayout.ImageStateComplete)
        {
            scope.Diagnostics.Add(
                Codes.ImageAlreadyComplete,
                $"{scope.Facts.Title} is already set up ({WindowsLayout.ImageStateComplete}): Windows will not run SetupComplete.cmd",
                hint: Codes.ImageAlreadyComplete.Hint);
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
                Why = "Windows Setup runs it as local system before the first logon" + (action == EditAction.Change ? "; what was there still runs" : ""),
            };
        }
    }
}
