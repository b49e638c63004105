using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Tests.Planning.Triggers;

/// <summary>Whether Windows will run SetupComplete.cmd, from what images of each kind say of themselves.</summary>
public sealed class TriggerDecisionTests
{
    private static readonly SetupFacts Media = new()
    {
        SetupType = 2,
        CommandLine = @"oobe\windeploy.exe",
        SystemSetupInProgress = true,
        OobeInProgress = true,
        SetupPhase = 4,
        GeneralizationState = 4,
        SetupCompletion = 0,
    };

    /// <summary>As the SYSTEM hives of installed machines in the corpus have it.</summary>
    private static readonly SetupFacts Installed = new()
    {
        SetupType = 0,
        SystemSetupInProgress = false,
        OobeInProgress = false,
        SetupPhase = 0,
        GeneralizationState = 7,
        SetupCompletion = 3,
        OobeCompletion = 3,
    };

    [Theory]
    [InlineData("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", SetupCompleteRun.Yes)]
    [InlineData("image_state_generalize_reseal_to_oobe", SetupCompleteRun.Yes)]
    [InlineData("IMAGE_STATE_SPECIALIZE_RESEAL_TO_OOBE", SetupCompleteRun.Yes)]
    [InlineData("IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT", SetupCompleteRun.AfterAudit)]
    [InlineData("IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT", SetupCompleteRun.AfterAudit)]
    [InlineData("IMAGE_STATE_COMPLETE", SetupCompleteRun.No)]
    [InlineData("IMAGE_STATE_UNDEPLOYABLE", SetupCompleteRun.SetupFailed)]
    [InlineData("IMAGE_STATE_OF_TOMORROW", SetupCompleteRun.Uncertain)]
    [InlineData(null, SetupCompleteRun.Unknown)]
    public void Every_documented_state_alone(string? state, SetupCompleteRun expected) => Assert.Equal(expected, Decide(state, new()));

    [Fact]
    public void Media_and_generalized_images_run_it() => Assert.Equal(SetupCompleteRun.Yes, Decide(ImageStates.GeneralizedToOobe, Media));

    [Fact]
    public void An_installed_machine_does_not() => Assert.Equal(SetupCompleteRun.No, Decide(ImageStates.Complete, Installed));

    [Theory]
    [InlineData(4, 0, null, false, SetupCompleteRun.Yes)]
    [InlineData(4, 0, null, true, SetupCompleteRun.AfterAudit)]
    [InlineData(7, 3, 3, false, SetupCompleteRun.No)]
    [InlineData(7, 3, 3, null, SetupCompleteRun.No)]
    [InlineData(7, 3, 0, false, SetupCompleteRun.Yes)]
    [InlineData(7, 3, null, true, SetupCompleteRun.AfterAudit)]
    public void Without_ImageState_what_Sysprep_noted_counts(int generalization, int setup, int? oobe, bool? audit, SetupCompleteRun expected) =>
        Assert.Equal(expected, Decide(null, new() { GeneralizationState = generalization, SetupCompletion = setup, OobeCompletion = oobe, AuditBoot = audit }));

    [Fact]
    public void Without_either_SetupType_decides()
    {
        Assert.Equal(SetupCompleteRun.Yes, Decide(null, new() { SetupType = 2, CommandLine = @"oobe\windeploy.exe" }));
        Assert.Equal(SetupCompleteRun.Yes, Decide(null, new() { SystemSetupInProgress = true }));
        Assert.Equal(SetupCompleteRun.No, Decide(null, new() { SetupType = 0 }));
        Assert.Equal(SetupCompleteRun.Uncertain, Decide(null, new() { GeneralizationState = 3 }));
    }

    [Fact]
    public void A_complete_image_with_Setup_pending_contradicts_itself()
    {
        Assert.Equal(SetupCompleteRun.Uncertain, Decide(ImageStates.Complete, Installed with { SetupType = 2, CommandLine = @"oobe\windeploy.exe" }));
        Assert.Equal(SetupCompleteRun.Uncertain, Decide(ImageStates.Complete, Installed with { GeneralizationState = 4 }));
    }

    [Fact]
    public void A_generalized_image_that_starts_no_Setup_contradicts_itself()
    {
        Assert.Equal(SetupCompleteRun.Uncertain, Decide(ImageStates.GeneralizedToOobe, Media with { SetupType = 0, CommandLine = null, SystemSetupInProgress = false, OobeInProgress = false }));
        Assert.Equal(SetupCompleteRun.Uncertain, Decide(ImageStates.GeneralizedToOobe, Media with { CommandLine = @"C:\tools\first.exe" }));
    }

    [Fact]
    public void A_complete_image_may_lend_CmdLine_to_a_tool() =>
        Assert.Equal(SetupCompleteRun.No, Decide(ImageStates.Complete, Installed with { SetupType = 2, CommandLine = @"cmd.exe /c C:\tools\once.cmd" }));

    [Fact]
    public void A_start_up_script_is_needed_wherever_Setup_is_not_sure_to_end()
    {
        var needing = Enum.GetValues<SetupCompleteRun>().Where(run => new FirstBootTrigger(run, "").NeedsStartupScript);
        Assert.Equal([SetupCompleteRun.No, SetupCompleteRun.Replaced, SetupCompleteRun.Uncertain, SetupCompleteRun.SetupFailed], needing);
    }

    [Fact]
    public void The_reason_is_half_a_sentence()
    {
        string?[] states = [ImageStates.GeneralizedToOobe, ImageStates.GeneralizedToAudit, ImageStates.SpecializedToOobe, ImageStates.Complete, ImageStates.Undeployable, "?", null];
        SetupFacts[] setups = [Media, Installed, new(), new() { GeneralizationState = 3 }, Media with { CommandLine = "x.exe" }, Installed with { SetupType = 1, CommandLine = @"oobe\setup.exe" }];
        Assert.All(
            from state in states from setup in setups select TriggerDecision.Of(Facts.Server2019() with { ImageState = state, Setup = setup }).Why,
            why => Assert.Matches("^[^.].*[^.]$", why));
    }

    private static SetupCompleteRun Decide(string? state, SetupFacts setup) =>
        TriggerDecision.Of(Facts.Server2019() with { ImageState = state, Setup = setup }).SetupComplete;
}
