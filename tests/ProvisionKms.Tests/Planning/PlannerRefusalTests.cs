using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>What cannot or should not be done, with what the user is told.</summary>
public sealed class PlannerRefusalTests
{
    private const string Named = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    private const string Auto = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    [Fact]
    public void No_match_lists_what_was_found()
    {
        var finding = Error(Plan(Named, Facts.Of("ServerStandard", "Server", 14393), Facts.Server2019("ServerDatacenter", index: 2)), Codes.NoImageMatches);
        Assert.Contains("windows-server-2019, edition standard", finding.Message, StringComparison.Ordinal);
        Assert.Contains("index 1 (Image 1) is windows-server-2016, edition standard", finding.Message, StringComparison.Ordinal);
        Assert.Contains("index 2 (Image 2) is windows-server-2019, edition datacenter", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new SourceSpan("recipes/x.yaml", 2, 10), finding.Where);
    }

    [Theory]
    [InlineData("indexes: all")]
    [InlineData("indexes: [1]")]
    [InlineData("indexes: ['Image 1']")]
    public void An_index_of_another_edition_is_refused_with_both_named(string indexes)
    {
        var recipe = Named.Replace("path: install.wim", "path: install.wim, " + indexes, StringComparison.Ordinal);
        var finding = Error(Plan(recipe, Facts.Server2019("ServerDatacenter")), Codes.ImageIsAnother);
        Assert.Equal(ExitCode.ImageUnusable, finding.Code.ExitCode);
        Assert.Contains("the recipe names windows-server-2019, edition standard", finding.Message, StringComparison.Ordinal);
        Assert.Contains("is windows-server-2019, edition datacenter (ServerDatacenter, Server)", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("indexes: [7]", "no index 7")]
    [InlineData("indexes: [Nothing]", "no index named 'Nothing'")]
    public void An_index_that_is_not_there_is_named(string indexes, string message)
    {
        var recipe = Auto.Replace("path: install.wim", "path: install.wim, " + indexes, StringComparison.Ordinal);
        var finding = Error(Plan(recipe, Facts.Server2019()), Codes.ImageIndexMissing);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains("index 1 (Image 1)", finding.Hint, StringComparison.Ordinal);
        Assert.Equal(3, finding.Where!.Value.Line);
    }

    [Fact]
    public void A_contradiction_is_never_left_out() =>
        Error(Plan(Auto, Facts.Server2019(), Facts.Server2019(index: 2).Says(EvidenceSource.WimXml, "ServerDatacenter")), Codes.EditionContradiction);

    [Fact]
    public void What_cannot_be_provisioned_is_left_out_aloud_where_others_fit()
    {
        var plan = Plan(Auto, Facts.Of("WindowsPE", "WindowsPE", 17763), Facts.Of("Core", "Client", 19045, 2), Facts.Of("Professional", "Client", 19045, 3));
        Assert.Equal([3], plan.Images.Select(i => i.Index.Value));
        Assert.Equal([Codes.ImageSkipped, Codes.ImageSkipped], plan.Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("WindowsPE", "WindowsPE", 17763, 2103)]
    [InlineData("Core", "Client", 19045, 2102)]
    [InlineData("EnterpriseEval", "Client", 19045, 2108)]
    public void What_cannot_be_provisioned_is_refused_where_nothing_else_is(string editionId, string type, int build, int code) =>
        Assert.Equal(code, Assert.Single(Plan(Auto, Facts.Of(editionId, type, build)).Diagnostics).Code.Number);

    [Fact]
    public void A_file_without_images_matches_nothing() => Error(Plan(Auto), Codes.NoImageMatches);

    [Fact]
    public void A_key_of_another_edition_is_refused()
    {
        var recipe = Auto + "activation: { key: WMDGN-G9PQG-XVVXX-R3X43-63DFG }\n";
        var finding = Error(Plan(recipe, Facts.Server2019()), Codes.KeyOfAnotherEdition);
        Assert.Contains("windows-server-2019/datacenter", finding.Message, StringComparison.Ordinal);
        Assert.Equal(4, finding.Where!.Value.Line);
    }

    [Fact]
    public void A_key_that_the_catalog_does_not_have_yet_is_used()
    {
        // Without an N it is of the format that has no checksum, so lint can only warn.
        var recipe = RecipeFiles.ReadText(Auto + "activation: { key: BBBBB-CCCCC-DDDDD-FFFFF-GGGGG }\n").Recipe!;
        var plan = Planner.Plan(recipe, WindowsCatalog.Default, ImageKind.Wim, [Facts.Server2019()]);
        Assert.Equal(recipe.Activation.Key, Assert.Single(plan.Images).Key);
    }

    [Fact]
    public void Avma_needs_an_edition_with_such_a_key() =>
        Error(Plan("recipe: 1\nactivation: { method: avma }\nimage: { path: i.wim }\n", Facts.Of("ServerStandard", "Server", 7601)), Codes.NoKeyForMethod);

    [Fact]
    public void An_evaluation_is_not_converted_against_the_recipe() =>
        Error(Plan(Auto + "activation: { convertEvaluation: false }\n", Facts.Server2019("ServerStandardEval")), Codes.EvaluationConversionOff);

    [Fact]
    public void An_evaluation_cannot_be_converted_without_the_script() =>
        Error(Plan(Auto + "inject: [answer-file, registry]\n", Facts.Server2019("ServerStandardEval")), Codes.EvaluationConversionOff);

    [Theory]
    [InlineData("ServerDatacenterEval", "Server", "standard", null)]
    [InlineData("ServerStandardEval", "Server", "standard", "ServerStandard")]
    [InlineData("ServerStandardEval", "Server", "datacenter", "ServerDatacenter")]
    [InlineData("ServerStandardEval", "Server Core", "standard", null)]
    [InlineData("ServerStandardEval", "Server Core", "datacenter", "ServerDatacenter")]
    public void An_evaluation_becomes_what_the_recipe_names_or_is_refused(string editionId, string type, string edition, string? target)
    {
        var plan = Plan(Named.Replace("edition: standard", "edition: " + edition, StringComparison.Ordinal), Facts.Server2019(editionId, type));
        if (target is null)
        {
            Assert.All(plan.Diagnostics, d => Assert.Equal(ExitCode.ImageUnusable, d.Code.ExitCode));
            Assert.NotEmpty(plan.Diagnostics);
        }
        else
        {
            Assert.Contains(plan.Images[0].Edits, e => e.Value.Contains("convert to " + target, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("ServerStandardEval", 9600, "ServerStandard")]
    [InlineData("ServerDatacenterEval", 9600, "ServerDatacenter")]
    public void Before_Server_2016_Core_converts_like_Desktop(string editionId, int build, string target) =>
        Assert.Contains(Plan(Auto, Facts.Of(editionId, "Server Core", build)).Images[0].Edits, e => e.Value.Contains("convert to " + target, StringComparison.Ordinal));

    [Theory]
    [InlineData(HiveCondition.Dirty)]
    [InlineData(HiveCondition.PendingLog)]
    public void An_unclean_hive_is_not_written(HiveCondition condition)
    {
        var finding = Error(Plan(Auto, Facts.Server2019() with { SoftwareHive = condition }), Codes.HiveNotClean);
        Assert.Contains("inject", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unclean_hive_may_be_read()
    {
        var plan = Plan(Auto + "inject: [answer-file]\n", Facts.Server2019() with { SoftwareHive = HiveCondition.Dirty });
        Assert.Equal(Codes.HiveReadUnclean, Assert.Single(plan.Diagnostics).Code);
        Assert.Equal(["answer-file"], Assert.Single(plan.Images).Edits.Select(e => e.Kind));
    }

    [Fact]
    public void A_missing_hive_is_an_error_only_when_registry_was_asked_for()
    {
        var facts = Facts.Server2019() with { SoftwareHive = null };
        Assert.Equal(Codes.RegistryLeftOut, Assert.Single(Plan(Auto, facts).Diagnostics).Code);
        Error(Plan(Auto + "inject: [registry]\n", facts), Codes.SoftwareHiveMissing);
    }

    [Fact]
    public void A_complete_image_is_told_of_its_start_up_script()
    {
        var finding = Assert.Single(Plan(Auto, Facts.Server2019() with { ImageState = "IMAGE_STATE_COMPLETE" }).Diagnostics);
        Assert.Equal((Codes.ImageAlreadyComplete, Severity.Note), (finding.Code, finding.Severity));
        Assert.Contains("sysprep", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_file_needs_a_named_edition()
    {
        var facts = new ImageFacts { Index = new ImageIndex(1), Evidence = [], Files = new Dictionary<ImagePath, byte[]>() };
        var plan = Planner.Plan(RecipeFiles.Good(Auto), WindowsCatalog.Default, ImageKind.AnswerFile, [facts]);
        Assert.Contains(plan.Diagnostics, d => d.Code == Codes.EditionMustBeNamed && d.Code.ExitCode == ExitCode.InvalidUsage);
    }

    [Fact]
    public void A_damaged_answer_file_is_refused_at_its_line()
    {
        var plan = Plan(Auto, Facts.Server2019().WithFile(@"Windows\Panther\unattend.xml", "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">\n<settings>\n"));
        var finding = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Error, @"install.wim:1\Windows\Panther\unattend.xml"), (finding.Severity, finding.Where!.Value.File));
        Assert.True(finding.Where!.Value.Line > 1);
    }

    private static Plan Plan(string recipe, params ImageFacts[] facts) =>
        Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, facts);

    private static Diagnostic Error(Plan plan, DiagnosticCode code)
    {
        var finding = Assert.Single(plan.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal(code, finding.Code);
        Assert.False(string.IsNullOrEmpty(finding.Hint));
        return finding;
    }
}
