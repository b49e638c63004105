using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Recipes;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>Recipe and facts to plan, whole.</summary>
public sealed class PlannerGoldenTests
{
    private const string Auto = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    private const string Unattend =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <settings pass="specialize">
            <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
              <ComputerName>*</ComputerName>
            </component>
          </settings>
        </unattend>
        """;

    [Fact]
    public void Four_editions_of_volume_media() => PlanText.Check("four-editions", Plan(
        Auto,
        Facts.Server2019(type: "Server Core"),
        Facts.Server2019(index: 2),
        Facts.Server2019("ServerDatacenter", "Server Core", 3),
        Facts.Server2019("ServerDatacenter", index: 4)));

    [Fact]
    public void What_is_there_is_merged_or_kept()
    {
        var settings = new FirstBootSettings(
            ActivationMethod.Kms, ProductKey.Parse("N69G4-B89J2-4G8F4-WWYCC-J464C"), KmsHost.Create("kms.ovh.net"), 12,
            TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), true, null);
        var facts = Facts.Server2019()
            .WithFile(@"WINDOWS\Setup\Scripts\SetupComplete.cmd", "@echo off\r\nexit /b 0\r\n")
            .WithFile(@"Windows\Panther\unattend.xml", Unattend)
            .WithFile(@"WINDOWS\Setup\Scripts\ProvisionKms\Settings.ini", Payload.Create(settings, TemplateFolder.Default)[^1].Content)
            with
        { KmsHost = "kms.example.net", KmsPort = "1688" };
        PlanText.Check("merged-and-kept", Plan(Auto, facts));
    }

    [Fact]
    public void A_lost_edition_is_repaired() => PlanText.Check("lost-edition", Plan(
        Auto, Facts.Server2019().Says(EvidenceSource.WimXml, null, null, 17763)));

    [Fact]
    public void A_directory_has_no_description_to_repair()
    {
        var facts = Facts.Server2019().Says(EvidenceSource.WimXml, null);
        var plan = Planner.Plan(RecipeFiles.Good(Auto), WindowsCatalog.Default, ImageKind.Directory, [facts]);
        Assert.DoesNotContain(plan.Images[0].Edits, e => e.Kind == "image-metadata");
    }

    [Fact]
    public void An_evaluation_is_converted() => PlanText.Check("evaluation", Plan(
        Auto,
        Facts.Server2019("ServerStandardEval"),
        Facts.Server2019("ServerStandardEval", "Server Core", 2),
        Facts.Server2019("ServerDatacenterEval", index: 3).WithFile(
            @"Windows\Panther\unattend.xml",
            Unattend.Replace("<ComputerName>*</ComputerName>", "<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C</ProductKey>", StringComparison.Ordinal))));

    [Fact]
    public void A_MAK_is_masked_everywhere() => PlanText.Check("mak", Plan(
        "recipe: 1\nactivation: { method: mak, key: '${env:MAK}' }\nimage: { path: install.wim }\n", Facts.Server2019()));

    [Fact]
    public void Automatic_activation_of_virtual_machines_has_keys_of_its_own() => PlanText.Check("avma", Plan(
        "recipe: 1\nactivation: { method: avma }\nimage: { path: install.wim }\n", Facts.Server2019("ServerDatacenter")));

    [Fact]
    public void Discovery_sets_no_host() => PlanText.Check("discovery", Plan(
        "recipe: 1\nactivation: { method: kms-discovery }\nimage: { path: install.wim }\n",
        Facts.Server2019() with { KmsHost = "kms.example.net" }));

    [Fact]
    public void An_answer_file_carries_the_script_and_the_key()
    {
        var recipe = RecipeFiles.Good("recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-vps\nimage: { path: autounattend.xml }\n");
        var facts = new ImageFacts
        {
            Index = new ImageIndex(1),
            Evidence = [],
            Files = new Dictionary<ImagePath, byte[]> { ["autounattend.xml"] = System.Text.Encoding.UTF8.GetBytes(Unattend) },
        };
        PlanText.Check("answer-file", Planner.Plan(recipe, WindowsCatalog.Default, ImageKind.AnswerFile, [facts]));
    }

    [Fact]
    public void A_complete_image_gets_a_start_up_script() => PlanText.Check("complete", Plan(
        Auto,
        Facts.Server2019() with { ImageState = "IMAGE_STATE_COMPLETE" },
        (Facts.Server2019(index: 2) with { ImageState = "IMAGE_STATE_COMPLETE" })
            .WithFile(@"Windows\System32\GroupPolicy\GPT.INI", "[General]\r\nVersion=3\r\n")
            .WithFile(@"Windows\System32\GroupPolicy\Machine\Scripts\scripts.ini", "[Startup]\r\n0CmdLine=theirs.cmd\r\n0Parameters=\r\n")));

    [Fact]
    public void Same_input_gives_the_same_plan()
    {
        var first = Plan(Auto, Facts.Server2019());
        var second = Plan(Auto, Facts.Server2019());
        Assert.Equal(first.Images[0].Edits.Select(e => (e.Kind, e.Target, e.Value, e.Action, e.Why)), second.Images[0].Edits.Select(e => (e.Kind, e.Target, e.Value, e.Action, e.Why)));
    }

    private static Plan Plan(string recipe, params ImageFacts[] facts) =>
        Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, facts);
}
