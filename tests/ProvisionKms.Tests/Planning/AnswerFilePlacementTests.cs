using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.Planning;

public sealed class AnswerFilePlacementTests
{
    private const string Panther = @"Windows\Panther\unattend.xml";
    private const string Sysprep = @"Windows\System32\Sysprep\unattend.xml";
    private const string Downlevel = @"Windows\Panther\Unattend\Unattend.xml";

    [Fact]
    public void Without_any_the_documented_file_is_made() => Assert.Equal([Panther], Choose());

    [Theory]
    [InlineData(Panther)]
    [InlineData(Sysprep)]
    [InlineData("unattend.xml")]
    [InlineData("Autounattend.xml")]
    [InlineData(@"WINDOWS\PANTHER\Unattend.XML")]
    public void One_that_is_there_is_used_as_it_is_spelled(string path) => Assert.Equal([path], Choose((path, Specialize)));

    [Fact]
    public void The_first_with_settings_for_specialize_is_the_one_that_counts() =>
        Assert.Equal([Sysprep], Choose((Panther, Oobe), (Sysprep, Specialize), ("unattend.xml", Specialize)));

    [Fact]
    public void Without_such_settings_the_first_file_gets_them() =>
        Assert.Equal([Panther], Choose((Panther, Oobe), (Sysprep, Oobe)));

    [Fact]
    public void A_processed_file_is_not_read_again_so_the_place_below_it_is_used() =>
        Assert.Equal([Sysprep], Choose((Panther, Processed)));

    [Fact]
    public void A_processed_file_does_not_hide_one_below_it() =>
        Assert.Equal(["unattend.xml"], Choose((Panther, Processed), (Sysprep, Processed), ("unattend.xml", Specialize)));

    [Fact]
    public void Two_processed_files_leave_the_root() =>
        Assert.Equal(["unattend.xml"], Choose((Panther, Processed), (Sysprep, Processed)));

    [Fact]
    public void A_file_that_only_some_setups_read_is_served_besides() =>
        Assert.Equal([Downlevel, Panther], Choose((Downlevel, Specialize)));

    [Fact]
    public void A_file_that_only_some_setups_read_is_left_alone_when_it_says_nothing_of_specialize() =>
        Assert.Equal([Panther], Choose((Downlevel, Oobe)));

    [Fact]
    public void The_registry_pointer_comes_first()
    {
        var facts = Image((@"custom\answers.xml", Specialize), (Panther, Specialize)) with { AnswerFilePointer = @"C:\Custom\Answers.xml" };
        Assert.Equal([@"custom\answers.xml"], AnswerFilePlacement.Choose(facts).Select(c => c.Path.ToString()));
    }

    [Fact]
    public void A_pointer_to_a_file_that_is_gone_is_passed_over()
    {
        var facts = Image((Panther, Specialize)) with { AnswerFilePointer = @"C:\gone.xml" };
        Assert.Equal([Panther], AnswerFilePlacement.Choose(facts).Select(c => c.Path.ToString()));
        Assert.False(AnswerFilePlacement.PointsElsewhere(facts));
    }

    [Theory]
    [InlineData(@"D:\autounattend.xml")]
    [InlineData(@"\\server\share\unattend.xml")]
    [InlineData(@"C:\a\..\..\b.xml")]
    public void A_pointer_out_of_the_image_is_a_warning(string named)
    {
        var recipe = RecipeFiles.Good("recipe: 1\nplatform: ovh-vps\nimage: { path: install.wim }\n");
        var plan = Planner.Plan(recipe, WindowsCatalog.Default, ImageKind.Wim, [Image() with { AnswerFilePointer = named }]);
        Assert.Equal(Codes.AnswerFileElsewhere, Assert.Single(plan.Diagnostics).Code);
    }

    private static string Specialize => Settings("specialize", "");

    private static string Oobe => Settings("oobeSystem", "");

    private static string Processed => Settings("specialize", " wasPassProcessed=\"true\"");

    private static string Settings(string pass, string attribute) =>
        $"<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"><settings pass=\"{pass}\"{attribute}></settings></unattend>";

    private static IEnumerable<string> Choose(params (string Path, string Content)[] files) =>
        AnswerFilePlacement.Choose(Image(files)).Select(c => c.Path.ToString());

    private static ImageFacts Image(params (string Path, string Content)[] files) =>
        files.Aggregate(Facts.Server2019(), (facts, file) => facts.WithFile(file.Path, file.Content));
}
