using ProvisionKms.Planning.Agents;

namespace ProvisionKms.Planning.Triggers;

/// <summary>
/// Will Windows run SetupComplete.cmd? It does so once, at the end of OOBE. Two things are asked: what state the image is in
/// (ImageState; where that is absent, what Sysprep noted), and whether Setup is really started at the next start (SetupType,
/// CmdLine). Where they contradict each other, neither is believed.
/// </summary>
public static class TriggerDecision
{
    private const int Generalized = 4;
    private const int Specialized = 7;
    private const int Done = 3;

    public static FirstBootTrigger Of(ImageFacts facts)
    {
        var trigger = BySetup(facts);
        return trigger.SetupComplete == SetupCompleteRun.Yes && AgentSurvey.Find(facts).FirstOrDefault(f => f.ReplacesSetupComplete) is { } agent
            ? new(SetupCompleteRun.Replaced, $"{trigger.Why}, in which {agent.Agent.Name} may write over SetupComplete.cmd")
            : trigger;
    }

    private static FirstBootTrigger BySetup(ImageFacts facts)
    {
        var setup = facts.Setup;
        return (facts.ImageState?.ToUpperInvariant() ?? StateBySysprep(setup)) switch
        {
            ImageStates.GeneralizedToOobe => ToOobe(setup, "the image is generalized"),
            ImageStates.SpecializedToOobe => ToOobe(setup, "the image is specialized and has OOBE before it"),
            ImageStates.GeneralizedToAudit or ImageStates.SpecializedToAudit => new(
                SetupCompleteRun.AfterAudit, "the image starts into audit mode; Setup ends after `sysprep /oobe`, not before"),
            ImageStates.Complete => Complete(setup),
            ImageStates.Undeployable => Undeployable(setup),
            null => WithoutState(setup),
            _ => new(SetupCompleteRun.Uncertain, $"ImageState is '{Shown(facts.ImageState)}', which Microsoft does not document"),
        };
    }

    private static FirstBootTrigger ToOobe(SetupFacts setup, string state) =>
        setup.IsNothingPending ? new(SetupCompleteRun.Uncertain, $"{state}, but SYSTEM\\Setup starts no Setup (SetupType 0)")
        : setup.IsOtherPending ? new(SetupCompleteRun.Uncertain, $"{state}, but SYSTEM\\Setup starts '{Shown(setup.CommandLine)}' in place of Setup")
        : new(SetupCompleteRun.Yes, $"{state}: the next start continues Windows Setup");

    private static FirstBootTrigger Complete(SetupFacts setup) =>
        setup.IsSetupPending ? new(SetupCompleteRun.Uncertain, $"{ImageStates.Complete}, but SYSTEM\\Setup starts '{Shown(setup.CommandLine)}'")
        : setup.GeneralizationState == Generalized
            ? new(SetupCompleteRun.Uncertain, $"{ImageStates.Complete}, but Sysprep noted that the image is generalized")
        : new(SetupCompleteRun.No, "Windows Setup is over on this image");

    private static FirstBootTrigger Undeployable(SetupFacts setup) => new(
        SetupCompleteRun.SetupFailed,
        setup.IsSetupPending
            ? $"{ImageStates.Undeployable}: a phase of Setup was not finished; the next start tries to go on with it"
            : $"{ImageStates.Undeployable}: a phase of Setup was not finished, and SYSTEM\\Setup does not go on with it");

    private static FirstBootTrigger WithoutState(SetupFacts setup) =>
        setup.IsSetupPending || setup.SystemSetupInProgress == true ? new(SetupCompleteRun.Yes, "SYSTEM\\Setup says that Setup is in progress")
        : setup.IsNothingPending ? new(SetupCompleteRun.No, "the image has no ImageState, and SYSTEM\\Setup starts no Setup (SetupType 0)")
        : setup.IsSilent ? new(SetupCompleteRun.Unknown, "the image does not say how far Setup has come")
        : new(SetupCompleteRun.Uncertain, "the image has no ImageState, and SYSTEM\\Setup does not say whether Setup goes on");

    /// <summary>An image can say anything, of any length.</summary>
    private static string? Shown(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text;

    /// <summary>As Setup derives ImageState itself from what Sysprep and its own programs noted.</summary>
    private static string? StateBySysprep(SetupFacts setup) => setup switch
    {
        { GeneralizationState: Generalized, SetupCompletion: null or 0 } => setup.AuditBoot == true ? ImageStates.GeneralizedToAudit : ImageStates.GeneralizedToOobe,
        { GeneralizationState: Specialized, AuditBoot: true } => ImageStates.SpecializedToAudit,
        { GeneralizationState: Specialized, OobeCompletion: Done } => ImageStates.Complete,
        { GeneralizationState: Specialized, OobeCompletion: 0 } => ImageStates.SpecializedToOobe,
        _ => null,
    };
}
