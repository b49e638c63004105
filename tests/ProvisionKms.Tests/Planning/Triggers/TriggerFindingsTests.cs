using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning.Triggers;

/// <summary>What a plan says about the start of the script, and what it puts in.</summary>
public sealed class TriggerFindingsTests
{
    private const string Auto = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    [Fact]
    public void Audit_mode_is_warned_of_and_gets_no_start_up_script()
    {
        var plan = Plan(Auto, Facts.Server2019() with { ImageState = ImageStates.SpecializedToAudit });
        Assert.Equal((Codes.ImageInAuditMode, Severity.Warning), (Assert.Single(plan.Diagnostics).Code, plan.Diagnostics[0].Severity));
        Assert.DoesNotContain(plan.Images[0].Edits, IsPolicy);
        Assert.Contains(plan.Images[0].Edits, e => e.Kind == "script" && e.Why.Contains("audit mode", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_it_is_uncertain_both_ways_are_taken_and_said()
    {
        var plan = Plan(Auto, Facts.Server2019() with { Setup = new() { SetupType = 0 } });
        Assert.Equal(Codes.TriggerUncertain, Assert.Single(plan.Diagnostics).Code);
        Assert.Contains(plan.Images[0].Edits, IsPolicy);
        Assert.Contains(plan.Images[0].Edits, e => e.Target.EndsWith("SetupComplete.cmd", StringComparison.Ordinal));
    }

    [Fact]
    public void A_policy_against_local_policies_is_warned_of_where_one_is_needed()
    {
        var facts = Facts.Server2019() with { IsLocalPolicyIgnored = true };
        Assert.Empty(Plan(Auto, facts).Diagnostics);
        Assert.Contains(Plan(Auto, facts with { ImageState = ImageStates.Complete }).Diagnostics, d => d.Code == Codes.LocalPolicyDisabled);
    }

    [Fact]
    public void What_an_image_says_is_shown_only_in_part()
    {
        var setup = new SetupFacts { SetupType = 2, CommandLine = new string('x', 100_000) };
        Assert.True(TriggerDecision.Of(Facts.Server2019() with { Setup = setup }).Why.Length < 300);
        Assert.True(TriggerDecision.Of(Facts.Server2019() with { ImageState = setup.CommandLine }).Why.Length < 300);
    }

    [Fact]
    public void An_unfinished_Setup_is_warned_of()
    {
        var plan = Plan(Auto, Facts.Server2019() with { ImageState = ImageStates.Undeployable });
        Assert.Equal((Codes.SetupUnfinished, Severity.Warning), (Assert.Single(plan.Diagnostics).Code, plan.Diagnostics[0].Severity));
        Assert.Contains(plan.Images[0].Edits, IsPolicy);
    }

    [Theory]
    [InlineData("Professional", "Client", 9600, "inject: [setup-complete]\n", true)]
    [InlineData("Professional", "Client", 9600, "", false)]
    [InlineData("Enterprise", "Client", 9600, "inject: [setup-complete]\n", false)]
    [InlineData("ServerStandard", "Server", 17763, "inject: [setup-complete]\n", false)]
    public void A_firmware_key_silences_the_script_on_clients_below_Enterprise(string edition, string type, int build, string inject, bool warned)
    {
        var plan = Plan(Auto + inject, Facts.Of(edition, type, build));
        Assert.Equal(warned, plan.Diagnostics.Any(d => d.Code == Codes.OemKeySkipsScript));
    }

    [Fact]
    public void Without_the_script_nothing_starts_it()
    {
        var plan = Plan(Auto + "inject: [registry]\n", Facts.Server2019() with { ImageState = ImageStates.Complete });
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(["registry"], plan.Images[0].Edits.Select(e => e.Kind));
    }

    [Fact]
    public void A_start_up_script_gets_less_time_than_Windows_gives_it()
    {
        Assert.Contains("DeadlineSeconds=540\r\n", Settings(ImageStates.Complete), StringComparison.Ordinal);
        Assert.Contains("DeadlineSeconds=600\r\n", Settings(ImageStates.GeneralizedToOobe), StringComparison.Ordinal);
    }

    private static string Settings(string state)
    {
        var edits = Plan(Auto, Facts.Server2019() with { ImageState = state }).Images[0].Edits.OfType<ProvisionKms.Planning.Edits.ContentEdit>();
        return System.Text.Encoding.ASCII.GetString(edits.Single(e => e.Path.Name == "settings.ini").Content.Span);
    }

    private static bool IsPolicy(Edit edit) => edit.Target.Contains("GroupPolicy", StringComparison.Ordinal);

    private static Plan Plan(string recipe, ImageFacts facts) => Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, [facts]);
}
