using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning.Triggers;

/// <summary>What a reader of the plan must know about the start of the activation script.</summary>
internal static class TriggerFindings
{
    public static void Add(PlanningScope scope)
    {
        if (Code(scope.Trigger.SetupComplete) is { } code)
        {
            var instead = scope.Trigger.NeedsStartupScript ? "; a start-up script of the local Group Policy calls the activation script" : "";
            scope.Diagnostics.Add(code, $"{scope.Facts.Title}: {scope.Trigger.Why}{instead}", hint: code.Hint);
        }

        if (IsSkippedUnderOemKey(scope))
        {
            scope.Diagnostics.Add(
                Codes.OemKeySkipsScript,
                $"{scope.Facts.Title}: Windows skips SetupComplete.cmd under an OEM product key, and no answer file will replace the one of the firmware",
                hint: Codes.OemKeySkipsScript.Hint);
        }
    }

    private static DiagnosticCode? Code(SetupCompleteRun run) => run switch
    {
        SetupCompleteRun.AfterAudit => Codes.ImageInAuditMode,
        SetupCompleteRun.No => Codes.ImageAlreadyComplete,
        SetupCompleteRun.Replaced => Codes.AgentReplacesScript,
        SetupCompleteRun.Uncertain => Codes.TriggerUncertain,
        SetupCompleteRun.SetupFailed => Codes.SetupUnfinished,
        _ => null,
    };

    /// <summary>
    /// "This script is disabled when using OEM product keys, except on Enterprise editions and Windows Server." A key that
    /// the answer file gives to specialize is none.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/add-a-custom-script-to-windows-setup
    /// </summary>
    private static bool IsSkippedUnderOemKey(PlanningScope scope) =>
        scope is { Target.IsServer: false, Trigger.NeedsStartupScript: false } &&
        !scope.Target.EditionIds.Any(id => id.Contains("Enterprise", StringComparison.OrdinalIgnoreCase)) &&
        !scope.Wants(Injection.AnswerFile);
}
