using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.GroupPolicy;
using ProvisionKms.Images;
using ProvisionKms.Planning.Edits.File;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Edits.GroupPolicy;

/// <summary>Where Setup is not sure to run SetupComplete.cmd: a start-up script of the local Group Policy.</summary>
internal static class GroupPolicyPlanning
{
    public static IEnumerable<Edit> Edits(PlanningScope scope)
    {
        if (!scope.Wants(Injection.SetupComplete) || !scope.Trigger.NeedsStartupScript)
        {
            return [];
        }

        var (script, list, policy) = (scope.Spelled(StartupScript.ScriptFile), scope.Spelled(StartupScript.ListFile), scope.Spelled(StartupScript.PolicyFile));
        var merged = StartupScript.Merge(scope.Content(list), scope.Content(policy), scope.Named(list), scope.Named(policy));
        scope.Diagnostics.AddRange(merged.Diagnostics);
        if (scope.Facts.IsLocalPolicyIgnored)
        {
            scope.Diagnostics.Add(
                Codes.LocalPolicyDisabled, $"{scope.Facts.Title}: a policy in the image lets domain members ignore the local Group Policy, its start-up scripts too",
                hint: Codes.LocalPolicyDisabled.Hint);
        }

        return merged is not { List: { } listed, Policy: { } announced } ? [] :
        [
            new FileEdit(script, StartupScript.Content, $"calls {Payload.Folder.Name}\\{Payload.ScriptName}")
            {
                Action = Action(scope, script, StartupScript.Content),
                Why = $"{scope.Trigger.Why}; Windows runs it as local system at start-up",
            },
            new StartupListEdit(list, listed)
            {
                Action = Action(scope, list, listed),
                Why = "Windows finds its start-up scripts here" + (scope.Content(list) is null ? "" : "; those that were there still run, in their order"),
            },
            new LocalPolicyEdit(policy, announced)
            {
                Action = Action(scope, policy, announced),
                Why = "Windows reads start-up scripts only when the extension for them is listed and the version has changed",
            },
        ];
    }

    private static EditAction Action(PlanningScope scope, ImagePath path, byte[] content) => scope.Content(path) switch
    {
        null => EditAction.Create,
        var before => before.AsSpan().SequenceEqual(content) ? EditAction.Keep : EditAction.Change,
    };
}
