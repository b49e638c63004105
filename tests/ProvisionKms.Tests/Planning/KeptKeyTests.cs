using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

/// <summary>A key in the answer file that fits the edition is kept; one that does not would make Setup fail.</summary>
public sealed class KeptKeyTests
{
    private const string Recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";

    private static readonly CatalogEdition Standard = WindowsCatalog.Default.Find("windows-server-2019", "standard")!;
    private static readonly CatalogEdition Older = WindowsCatalog.Default.Find("windows-server-2016", "standard")!;

    [Fact]
    public void The_key_of_the_same_channel_is_kept() => Assert.Equal(EditAction.Keep, ActionFor(Recipe, Standard.KmsKey!));

    [Fact]
    public void The_key_of_the_other_channel_is_kept_where_the_script_installs_the_right_one() =>
        Assert.Equal(EditAction.Keep, ActionFor(Recipe, Standard.AvmaKey!));

    [Fact]
    public void Without_the_script_the_answer_file_gets_the_right_one() =>
        Assert.Equal(EditAction.Change, ActionFor(Recipe + "inject: [answer-file]\n", Standard.AvmaKey!));

    [Fact]
    public void The_key_of_another_edition_is_replaced() => Assert.Equal(EditAction.Change, ActionFor(Recipe, Older.KmsKey!));

    private static EditAction ActionFor(string recipe, ProductKey there)
    {
        var file = AnswerFileMerge.Merge(null, "unattend.xml", new AnswerFileRequest(there, ["amd64"], InstallMedia: false)).Content!;
        var facts = Facts.Server2019().WithFile((ImagePath)@"Windows\Panther\unattend.xml", file);
        var plan = Planner.Plan(RecipeFiles.Good(recipe), WindowsCatalog.Default, ImageKind.Wim, [facts]);
        return plan.Images[0].Edits.Single(e => e.Kind == "answer-file").Action;
    }
}
