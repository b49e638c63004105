using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>What is planned where the image's servicing stack can be asked, and that nothing else changes by it.</summary>
public sealed class ServicingPlanTests
{
    private const string Auto = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    private const string Captured =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <unattend xmlns="urn:schemas-microsoft-com:unattend">
          <settings pass="offlineServicing">
            <component name="Microsoft-Windows-LUA-Settings" processorArchitecture="amd64">
              <EnableLUA>false</EnableLUA>
            </component>
          </settings>
        </unattend>
        """;

    public static TheoryData<string> Methods => ["kms", "kms-discovery", "active-directory", "avma"];

    [Fact]
    public void Whole_plan_of_an_image_that_DISM_services() => PlanText.Check("dism", Plan(
        Auto,
        Serviced(Facts.Server2019(), "ServerStandard", "ServerDatacenter"),
        Serviced(Facts.Server2019(type: "Server Core", index: 2), "ServerStandardCor", "ServerDatacenterCor"),
        Serviced(Facts.Server2019(index: 3).WithFile(@"Windows\Panther\unattend.xml", Captured), "ServerStandard")));

    [Fact]
    public void Whole_plan_of_evaluations_that_DISM_services() => PlanText.Check("dism-evaluation", Plan(
        Auto,
        Serviced(Facts.Server2019("ServerStandardEval"), "ServerStandardEval", "ServerDatacenter", "ServerStandard"),
        Serviced(Facts.Server2019("ServerStandardEval", "Server Core", 2), "ServerStandardEvalCor", "ServerDatacenterCor"),
        Serviced(Facts.Server2019("ServerDatacenterEval", index: 3), "ServerDatacenterEval")));

    [Theory, MemberData(nameof(Methods))]
    public void Every_method_with_a_public_key_sets_it_through_servicing(string method)
    {
        var recipe = $"recipe: 1\n{(method == "kms" ? "platform: ovh-dedicated\n" : "")}activation: {{ method: {method} }}\nimage: {{ path: install.wim }}\n";
        var image = Plan(recipe, Serviced(Facts.Server2019(), "ServerStandard")).Images[0];
        Assert.Equal(("product-key", image.Key!.Reveal()), (image.Edits[0].Kind, image.Edits[0].Value));
    }

    [Theory]
    [InlineData("inject: [registry]\n", false)]
    [InlineData("inject: [answer-file]\n", true)]
    [InlineData("inject: [setup-complete]\n", true)]
    public void The_key_is_set_where_the_recipe_wants_a_key_in_the_image(string inject, bool expected) =>
        Assert.Equal(expected, Kinds(Plan(Auto + inject, Serviced(Facts.Server2019(), "ServerStandard"))).Contains("product-key"));

    [Fact]
    public void Without_the_answer_file_its_offlineServicing_is_left_alone()
    {
        var facts = Serviced(Facts.Server2019().WithFile(@"Windows\Panther\unattend.xml", Captured), "ServerStandard");
        Assert.Contains("offline-servicing", Kinds(Plan(Auto, facts)));
        Assert.DoesNotContain("offline-servicing", Kinds(Plan(Auto + "inject: [setup-complete]\n", facts)));
    }

    /// <summary>The rest of the plan, its order and its findings are those of a machine without DISM.</summary>
    [Fact]
    public void Servicing_only_adds_edits()
    {
        var without = Plan(Auto, Facts.Server2019());
        var with = Plan(Auto, Serviced(Facts.Server2019(), "ServerStandard"));
        Assert.Equal(Lines(without), [.. Lines(with).Skip(1)]);
        Assert.Empty(with.Diagnostics);
    }

    [Fact]
    public void Same_input_gives_the_same_plan() => Assert.Equal(
        Lines(Plan(Auto, Serviced(Facts.Server2019("ServerStandardEval"), "ServerStandardEval", "ServerStandard"))),
        Lines(Plan(Auto, Serviced(Facts.Server2019("ServerStandardEval"), "ServerStandardEval", "ServerStandard"))));

    [Fact]
    public void An_evaluation_is_set_offline_although_the_script_is_left_out()
    {
        const string recipe = Auto + "inject: [answer-file]\n";
        Assert.Equal(Codes.EvaluationConversionOff, Plan(recipe, Facts.Server2019("ServerStandardEval")).Diagnostics.Single().Code);
        var plan = Plan(recipe, Serviced(Facts.Server2019("ServerStandardEval"), "ServerStandardEval", "ServerStandard"));
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(["edition", "product-key", "answer-file"], Kinds(plan));
    }

    [Fact]
    public void An_evaluation_that_shall_stay_one_is_refused_all_the_same() => Assert.Equal(
        Codes.EvaluationConversionOff,
        Plan(Auto + "activation: { convertEvaluation: false }\n", Serviced(Facts.Server2019("ServerStandardEval"), "ServerStandardEval", "ServerStandard")).Diagnostics.Single().Code);

    [Theory]
    [InlineData("Server", "ServerStandardCor", null)]
    [InlineData("Server", "ServerStandardCor ServerStandard", "ServerStandard")]
    [InlineData("Server", "serverstandard", "serverstandard")]
    [InlineData("Server", "ServerDatacenter", null)]
    [InlineData("Server", "", null)]
    public void A_Desktop_evaluation_is_never_set_to_Core(string type, string listed, string? expected) =>
        Assert.Equal(expected, EditionOf(Facts.Server2019("ServerStandardEval", type), listed));

    [Theory]
    [InlineData("ServerDatacenterCor", "ServerDatacenterCor")]
    [InlineData("ServerDatacenter", "ServerDatacenter")]
    [InlineData("ServerDatacenter ServerDatacenterCore", "ServerDatacenterCore")]
    [InlineData("ServerStandardCor", null)]
    public void A_Core_evaluation_prefers_the_name_of_Core(string listed, string? expected) =>
        Assert.Equal(expected, EditionOf(Facts.Server2019("ServerStandardEval", "Server Core"), listed));

    [Theory]
    [InlineData("10.0.17763.1", "10.0.17763.5830", false)]
    [InlineData("10.0.26100.1", "10.0.17763.1", false)]
    [InlineData("10.0.19041.1", "10.0.19045.1", false)]
    [InlineData("10.0.17763.1", "10.0.20348.1", true)]
    [InlineData("6.3.9600.1", "10.0.17763.1", true)]
    public void A_DISM_that_is_older_than_the_image_is_a_warning(string dism, string windows, bool expected)
    {
        var facts = Facts.Server2019() with { Version = windows };
        var plan = Plan(Auto, facts with { Servicing = new("ServerStandard", []) { Version = Version.Parse(dism) } });
        Assert.Equal(expected, plan.Diagnostics.Any(d => d.Code == Codes.DismOlderThanImage));
    }

    private static string? EditionOf(ImageFacts facts, string listed) =>
        Plan(Auto, Serviced(facts, "ServerStandardEval", listed.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Images[0].Edits
            .FirstOrDefault(e => e.Kind == "edition")?.Value;

    private static ImageFacts Serviced(ImageFacts facts, string current, params string[] targets) =>
        facts.Says(EvidenceSource.Dism, current) with { Servicing = new ServicingFacts(current, targets) { Version = new Version(10, 0, 26100, 1) } };

    private static Plan Plan(string recipe, params ImageFacts[] facts) =>
        Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, facts);

    private static IEnumerable<string> Kinds(Plan plan) => plan.Images[0].Edits.Select(e => e.Kind);

    private static IEnumerable<string> Lines(Plan plan) => plan.Images[0].Edits.Select(e => $"{e.Action} {e.Kind} {e.Target} {e.Value} {e.Why}");
}
