using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning.Agents;

/// <summary>Which agents are in the way of a recipe, and who wins.</summary>
public sealed class AgentWarningsTests
{
    private const string Kms = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";
    private const string Discovery = "recipe: 1\nactivation: { method: kms-discovery }\nimage: { path: install.wim }\n";
    private const string Avma = "recipe: 1\nactivation: { method: avma }\nimage: { path: install.wim }\n";
    private const string Cloudbase = @"Program Files\Cloudbase Solutions\Cloudbase-Init\conf\cloudbase-init.conf";
    private const string Unattend = @"Program Files\Cloudbase Solutions\Cloudbase-Init\conf\cloudbase-init-unattend.conf";
    private const string Google = @"Program Files\Google\Compute Engine\sysprep\activate_instance.ps1";

    [Theory]
    [InlineData(Kms, Cloudbase, "kms_host=kms.example.net", "sets the KMS host kms.example.net; it runs after the activation script, has the last word and so wins")]
    [InlineData(Kms, Cloudbase, "kms_host=kms.ovh.net:1699", "sets the KMS host kms.ovh.net:1699")]
    [InlineData(Kms, Cloudbase, "kms_host=KMS.ovh.net", null)]
    [InlineData(Kms, Cloudbase, "kms_host=kms.ovh.net:1688\nset_kms_product_key=true", null)]
    [InlineData(Kms, Cloudbase, "activate_windows=true", null)]
    [InlineData(Discovery, Cloudbase, "kms_host=kms.ovh.net", "sets the KMS host kms.ovh.net")]
    [InlineData(Avma, Cloudbase, "set_kms_product_key=true\nkms_host=a.b", "sets a product key; it runs after")]
    [InlineData(Kms, Unattend, "kms_host=a.b", "it runs before the activation script, which sets its own and so wins")]
    [InlineData(Kms, Google, "", "sets the KMS host kms.windows.googlecloud.com; it runs after the activation script, and wins unless that has activated Windows by then")]
    public void Only_what_is_in_the_way_of_the_recipe_is_said(string recipe, string path, string options, string? expected)
    {
        var facts = With(Facts.Server2019("ServerDatacenter"), path, "[DEFAULT]\n" + options + "\n");
        var findings = Plan(recipe, facts).Diagnostics.Where(d => d.Code == Codes.AgentSetsToo).ToList();
        Assert.Equal(expected is null ? 0 : 1, findings.Count);
        Assert.All(findings, f => Assert.Contains(expected!, f.Message, StringComparison.Ordinal));
        Assert.All(findings, f => Assert.Equal(path == Unattend ? Severity.Note : Severity.Warning, f.Severity));
        Assert.All(findings, f => Assert.NotEqual(Codes.AgentSetsToo.Hint, f.Hint));
    }

    [Fact]
    public void Beside_a_start_up_script_nobody_knows_who_is_later()
    {
        var facts = With(Facts.Server2019(), Cloudbase, "[DEFAULT]\nkms_host=a.b\n") with { ImageState = ImageStates.Complete };
        Assert.Contains("the later one wins", Plan(Kms, facts).Diagnostics.Single(d => d.Code == Codes.AgentSetsToo).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_configuration_is_said() =>
        Assert.Equal(Codes.AgentUnreadable, Assert.Single(Plan(Kms, With(Facts.Server2019(), @"ProgramData\Amazon\EC2Launch\config\agent-config.yml", "a: [")).Diagnostics).Code);

    [Fact]
    public void An_agent_that_writes_over_the_script_gets_a_start_up_script_beside_it()
    {
        var facts = Facts.Server2019() with { AgentFiles = new Dictionary<ImagePath, byte[]?> { ["WindowsAzure"] = null } };
        var plan = Plan(Kms, facts);
        Assert.Equal(Codes.AgentReplacesScript, Assert.Single(plan.Diagnostics).Code);
        Assert.Equal(SetupCompleteRun.Replaced, plan.Images[0].Trigger!.SetupComplete);
        Assert.Contains(plan.Images[0].Edits, e => e.Target.EndsWith(@"Startup\ProvisionKms.cmd", StringComparison.Ordinal));
    }

    [Fact]
    public void Cloudbase_s_command_is_warned_of_in_audit_mode()
    {
        var facts = With(Facts.Server2019(), Cloudbase, "[DEFAULT]\n") with { ImageState = ImageStates.GeneralizedToAudit };
        Assert.Equal([Codes.ImageInAuditMode, Codes.AgentReplacesScript], Plan(Kms, facts).Diagnostics.Select(d => d.Code));
        Assert.Empty(Plan(Kms, facts with { ImageState = ImageStates.GeneralizedToOobe }).Diagnostics);
    }

    [Fact]
    public void A_SetupComplete_that_sets_a_key_itself_is_named_with_its_line()
    {
        var plan = Plan(Kms, Facts.Server2019().WithFile(
            @"Windows\Setup\Scripts\SetupComplete.cmd", "@echo off\r\ncscript //B %windir%\\system32\\slmgr.vbs /ipk AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\r\nshutdown /r /t 0\r\n"));
        var finding = Assert.Single(plan.Diagnostics);
        Assert.Equal((Codes.ScriptSetsToo, 2), (finding.Code, finding.Where!.Value.Line));
        var script = plan.Images[0].Edits.Single(e => e.Target.EndsWith("SetupComplete.cmd", StringComparison.Ordinal));
        Assert.Contains("a restart (line 3: ours is done before)", script.Why, StringComparison.Ordinal);
    }

    private static ImageFacts With(ImageFacts facts, string path, string text) =>
        facts with { AgentFiles = new Dictionary<ImagePath, byte[]?> { [path] = Encoding.UTF8.GetBytes(text) } };

    private static Plan Plan(string recipe, ImageFacts facts) => Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, [facts]);
}
