using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Media;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning.Media;

/// <summary>What install media get beside their images: only what fits each image that can be installed from them.</summary>
public sealed class MediaPlannerTests
{
    private const string Standard = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-dedicated\nimage: { path: in.iso }\n";
    private const string Script = @"sources\$OEM$\$$\Setup\Scripts\SetupComplete.cmd";
    private const string AvmaKey = "TNK62-RXVTB-4P47B-2D623-4GF74";

    private static readonly ImageFacts[] TwoOfFour =
    [
        Facts.Server2019(), Facts.Server2019(type: "Server Core", index: 2),
        Facts.Server2019("ServerDatacenter", index: 3), Facts.Server2019("ServerDatacenter", "Server Core", 4),
    ];

    [Fact]
    public void The_key_selects_the_edition_so_the_scripts_reach_no_other() =>
        Assert.Equal(["autounattend.xml", Script], Targets(Plan(Standard, TwoOfFour)).Where(t => t.EndsWith(".xml", StringComparison.Ordinal) || t == Script));

    [Fact]
    public void Without_that_key_other_images_would_get_the_scripts_too()
    {
        var plan = Plan(Standard + "inject: [setup-complete]\n", TwoOfFour);
        Assert.Empty(plan.Media);
        Assert.Contains(plan.Diagnostics, d => d.Code == Codes.MediaScriptsLeftOut && d.Message.Contains("other images", StringComparison.Ordinal));
    }

    [Fact]
    public void An_evaluation_gets_no_key_on_the_media_and_a_key_there_is_a_warning()
    {
        var answerFile = Merged("N69G4-B89J2-4G8F4-WWYCC-J464C");
        var plan = Plan(Standard, [Facts.Server2019("ServerStandardEval")], ("autounattend.xml", answerFile));
        Assert.DoesNotContain(plan.Media, e => e.Kind == "answer-file");
        Assert.Contains(plan.Diagnostics, d => d.Code == Codes.EvaluationHasProductKey);
    }

    [Fact]
    public void A_key_on_the_media_that_fits_is_kept() =>
        Assert.Equal(EditAction.Keep, Plan(Standard, [Facts.Server2019()], ("autounattend.xml", Merged(AvmaKey))).Media.Single(e => e.Kind == "answer-file").Action);

    [Fact]
    public void An_image_with_an_answer_file_of_its_own_is_not_hidden()
    {
        var own = Facts.Server2019().WithFile(@"Windows\Panther\unattend.xml", "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/>");
        var plan = Plan(Standard, [own]);
        Assert.DoesNotContain(plan.Media, e => e.Kind == "answer-file");
        Assert.Contains(plan.Diagnostics, d => d.Code == Codes.MediaAnswerFileLeftOut);
    }

    [Fact]
    public void A_script_of_the_media_calls_ours_also_where_the_images_differ()
    {
        var recipe = Standard.Replace("product: windows-server-2019\nedition: standard\n", "", StringComparison.Ordinal);
        var plan = Plan(recipe, [Facts.Server2019(), Facts.Server2019("ServerDatacenter", index: 2)], (Script, "echo theirs\r\n"));
        Assert.Equal([Script], Targets(plan));
    }

    private static string Merged(string key) =>
        Encoding.UTF8.GetString(ProvisionKms.AnswerFiles.AnswerFileMerge.Merge(null, "x.xml", new(ProductKey.Parse(key), ["amd64"], InstallMedia: true)).Content!);

    private static IEnumerable<string> Targets(Plan plan) => plan.Media.Select(e => e.Target);

    private static Plan Plan(string recipe, ImageFacts[] facts, params (string Path, string Content)[] files) => Planner.Plan(
        RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Iso, facts,
        media: new MediaFacts(files.ToDictionary(f => ImagePath.Parse(f.Path), f => Encoding.UTF8.GetBytes(f.Content))));
}
