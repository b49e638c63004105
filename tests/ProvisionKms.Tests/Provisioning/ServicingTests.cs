using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning;
using ProvisionKms.Recipes;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Provisioning;

/// <summary>The straight line over an image whose servicing stack can be asked.</summary>
public sealed class ServicingTests
{
    private const string Auto = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: image }\n";
    private const string Mak = "recipe: 1\nactivation: { method: mak, key: '${env:MAK}' }\nimage: { path: image }\n";
    private const string Standard = "N69G4-B89J2-4G8F4-WWYCC-J464C";
    private const string Datacenter = "WMDGN-G9PQG-XVVXX-R3X43-63DFG";

    private const string Drivers =
        """
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <settings pass="offlineServicing">
            <component name="Microsoft-Windows-PnpCustomizationsNonWinPE" processorArchitecture="amd64"/>
          </settings>
        </unattend>
        """;

    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Fact]
    public void The_stack_gets_the_key_of_the_edition()
    {
        var image = new MemoryImage(MemoryWindows.Server2019());
        Assert.True(Apply(image).Verification!.Ok);
        Assert.Equal(["key " + Standard], image.Windows.Stack!.Done);
    }

    [Fact]
    public void A_second_run_finds_nothing_to_do()
    {
        var image = new MemoryImage(MemoryWindows.Server2019().With(@"Windows\Panther\unattend.xml", Drivers));
        Apply(image);
        var second = Apply(image);
        Assert.False(second.Changed);
        Assert.All(second.Images[0].Edits, e => Assert.Equal("keep", e.Action));
        Assert.Equal(1, image.Commits);
    }

    [Fact]
    public void A_key_that_the_stack_refuses_ends_plan_and_apply_before_anything_is_written()
    {
        var image = new MemoryImage(MemoryWindows.Server2019(stack: new() { Takes = (_, _) => false }));
        foreach (var run in new Action[] { () => Plan(image), () => Apply(image) })
        {
            var refusal = Assert.Throws<ProvisionException>(run);
            Assert.Equal((Codes.ProductKeyRefused, ExitCode.ImageUnusable), (refusal.Diagnostics.Single().Code, refusal.ExitCode));
            Assert.Equal(
                $"index 1 (Server): the image's servicing stack, which calls its edition ServerStandard, refuses the product key {Standard} of Windows Server 2019 Standard",
                refusal.Diagnostics[0].Message);
        }

        Assert.Equal(0, image.Commits);
    }

    [Fact]
    public void What_the_stack_says_when_it_cannot_answer_is_shown()
    {
        var image = new MemoryImage(MemoryWindows.Server2019(stack: new()
        {
            Takes = (_, _) => throw new ProvisionException(Codes.CommitFailed, "0x800F0831 the store is damaged"),
        }));
        var refusal = Assert.Throws<ProvisionException>(() => Plan(image));
        Assert.Equal(Codes.ProductKeyRefused, refusal.Diagnostics[0].Code);
        Assert.EndsWith(": 0x800F0831 the store is damaged", refusal.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_that_knows_no_editions_is_passed_over()
    {
        var image = new MemoryImage(MemoryWindows.Server2019(stack: new() { Silence = new ProvisionException(Codes.CommitFailed, "not supported") }));
        var report = Apply(image);
        Assert.True(report.Verification!.Ok);
        Assert.Empty(image.Windows.Stack!.Done);
        var finding = Assert.Single(report.Findings, f => f.Code == Codes.ServicingStackSilent);
        Assert.EndsWith("not supported", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_that_gives_an_empty_name_is_passed_over()
    {
        var image = new MemoryImage(MemoryWindows.Server2019(stack: new() { Edition = "" }));
        Assert.Contains(Apply(image).Findings, f => f.Code == Codes.ServicingStackSilent);
        Assert.Empty(image.Windows.Stack!.Done);
    }

    [Fact]
    public void A_MAK_is_never_shown_to_the_stack()
    {
        var asked = new List<string>();
        var image = new MemoryImage(MemoryWindows.Server2019(stack: new() { Takes = (_, key) => { asked.Add(key); return true; } }));
        Assert.True(Apply(image, Mak).Verification!.Ok);
        Assert.Empty(asked);
        Assert.Empty(image.Windows.Stack!.Done);
    }

    [Fact]
    public void An_evaluation_becomes_its_target_before_it_is_keyed()
    {
        var stack = new MemoryServicing { Edition = "ServerStandardEval", Targets = ["ServerDatacenter", "ServerStandard"], Takes = Fits };
        var image = new MemoryImage(MemoryWindows.Server2019("ServerStandardEval", stack));
        var report = Apply(image);
        Assert.True(report.Verification!.Ok);
        Assert.Equal(["edition ServerStandard", "key " + Standard], image.Windows.Stack!.Done);
        Assert.Contains(Standard, Encoding.UTF8.GetString(image.Windows.Files[@"Windows\Panther\unattend.xml"]), StringComparison.Ordinal);
        Assert.DoesNotContain("ConvertTo", Encoding.UTF8.GetString(image.Windows.Files[@"Windows\Setup\Scripts\ProvisionKms\settings.ini"]), StringComparison.Ordinal);
        Assert.False(Apply(image).Changed);
        Assert.True(Verify(image).Ok);
    }

    [Fact]
    public void An_evaluation_that_cannot_be_set_offline_is_converted_at_first_boot()
    {
        var image = new MemoryImage(MemoryWindows.Server2019("ServerStandardEval", new() { Edition = "ServerStandardEval", Takes = Fits }));
        Assert.True(Apply(image).Verification!.Ok);
        Assert.Empty(image.Windows.Stack!.Done);
        Assert.Contains("ConvertTo=ServerStandard", Encoding.UTF8.GetString(image.Windows.Files[@"Windows\Setup\Scripts\ProvisionKms\settings.ini"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_for_offlineServicing_are_applied_once_and_without_the_key()
    {
        var image = new MemoryImage(MemoryWindows.Server2019().With(@"Windows\Panther\unattend.xml", Drivers));
        Assert.True(Apply(image).Verification!.Ok);
        Assert.Equal(["key " + Standard, "apply " + Drivers], image.Windows.Stack!.Done);
        var after = Encoding.UTF8.GetString(image.Windows.Files[@"Windows\Panther\unattend.xml"]);
        Assert.Contains("""<settings pass="offlineServicing" wasPassProcessed="true">""", after, StringComparison.Ordinal);
        Assert.Contains(Standard, after, StringComparison.Ordinal);
    }

    [Fact]
    public void What_servicing_changes_in_Windows_is_planned_but_nothing_elsewhere()
    {
        var windows = MemoryWindows.Server2019().With(@"Windows\Panther\unattend.xml", Drivers).With(@"Data\mine.txt", "mine");
        Assert.True(Apply(new MemoryImage(windows)).Verification!.Ok);
        var meddling = new MemoryImage(windows) { Meddle = w => w.Files[@"Data\mine.txt"] = [0] };
        var failure = Assert.Throws<ProvisionException>(() => Apply(meddling));
        Assert.Contains(@"changed Data\mine.txt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_a_key_is_set_all_of_Windows_is_compared()
    {
        var windows = MemoryWindows.Server2019().With(@"Windows\System32\cmd.exe", "cmd");
        var meddling = new MemoryImage(windows) { Meddle = w => w.Files[@"Windows\System32\cmd.exe"] = [0] };
        Assert.Contains(@"changed Windows\System32\cmd.exe", Assert.Throws<ProvisionException>(() => Apply(meddling)).Message, StringComparison.Ordinal);
    }

    private static bool Fits(string edition, string key) => edition switch
    {
        "ServerStandard" => key == Standard,
        "ServerDatacenter" => key == Datacenter,
        _ => false,
    };

    private static ProvisionKms.Provisioning.Reports.RunReport Apply(MemoryImage image, string recipe = Auto) =>
        new Provisioner(image, WindowsCatalog.Default).Apply(RecipeFiles.Good(recipe), null, None);

    private static void Plan(MemoryImage image) => new Provisioner(image, WindowsCatalog.Default).Plan(RecipeFiles.Good(Auto), None);

    private static ProvisionKms.Provisioning.Reports.VerifyReport Verify(MemoryImage image) =>
        new Provisioner(image, WindowsCatalog.Default).Verify(RecipeFiles.Good(Auto), "image", null, None);
}
