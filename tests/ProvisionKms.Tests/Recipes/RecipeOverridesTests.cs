using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.Recipes;

public class RecipeOverridesTests
{
    private const string Text = "recipe: 1\nplatform: ovh-vps\nimage: { path: a.wim }\noutput: { path: b.wim }\nactivation: { attempts: 5 }\n";

    private static readonly string Here = Directory.GetCurrentDirectory();

    [Fact]
    public void Options_take_the_place_of_the_recipe_and_are_relative_to_the_current_folder()
    {
        var recipe = RecipeFiles.Good(Text, new RecipeOverrides
        {
            Image = "c.wim",
            Output = "out/d.wim",
            Platform = "ovh-dedicated",
            Set = ["activation.attempts=3", "activation.interval=1m30s", "name=other", "image.indexes=[1, 3]", "report.json=r.json"],
        });
        Assert.Equal((Path.Combine(Here, "c.wim"), Path.Combine(Here, "out", "d.wim")), (recipe.ImagePath.Value, recipe.OutputPath.Value));
        Assert.Equal(("ovh-dedicated", "kms.ovh.net"), (recipe.PlatformId, recipe.Kms.Value!.Name));
        Assert.Equal((3, TimeSpan.FromSeconds(90), "other"), (recipe.Activation.Attempts, recipe.Activation.Interval, recipe.Name));
        Assert.IsType<IndexSelection.Numbers>(recipe.Indexes);
        Assert.Equal(Path.Combine(Here, "r.json"), recipe.JsonReport);
        Assert.Equal("--image", recipe.ImagePath.Span.ToString());
    }

    [Fact]
    public void In_place_drops_the_output() =>
        Assert.Null(RecipeFiles.Good(Text, new RecipeOverrides { InPlace = true }).OutputPath.Value);

    [Fact]
    public void Platform_takes_the_place_of_kms_and_the_reverse()
    {
        Assert.Equal("kms.ovh.net", RecipeFiles.Good("recipe: 1\nkms: { host: kms.example.net }\n", new RecipeOverrides { Platform = "ovh-dedicated" }).Kms.Value!.Name);
        var own = RecipeFiles.Good(Text, new RecipeOverrides { Set = ["kms.host=kms.example.net", "kms.port=99"] });
        Assert.Equal((null, KmsHost.Create("kms.example.net", 99)), (own.PlatformId, own.Kms.Value));
    }

    [Fact]
    public void Set_makes_sections_that_are_not_there() =>
        Assert.False(RecipeFiles.Good("recipe: 1\nplatform: ovh-vps\n", new RecipeOverrides { Set = ["activation.retryTask=false"] }).Activation.RetryTask);

    [Fact]
    public void Set_without_a_value_is_the_default() =>
        Assert.Null(RecipeFiles.Good(Text, new RecipeOverrides { Set = ["templates="] }).Templates.Value);

    [Theory]
    [InlineData("--set activation.attempts: error PKMS1011", "activation.attempts=0")]
    [InlineData("--set activation.atempts: error PKMS1003: unknown key 'atempts' in 'activation'; did you mean 'attempts'?", "activation.atempts=1")]
    [InlineData("--set nonsense.deep.key: error PKMS1003", "nonsense.deep.key=1")]
    [InlineData("--set name.x: error PKMS1006", "name.x=1")]
    [InlineData("--set platform: error PKMS1004: unknown platform 'ovh'", "platform=ovh")]
    [InlineData("--set: error PKMS1037", "no value")]
    [InlineData("--set: error PKMS1037", "=1")]
    [InlineData("--set: error PKMS1037", "a..b=1")]
    [InlineData("--set name: error PKMS1037", "name=\u0007")]
    [InlineData("--set name: error PKMS1002", "name=\"open")]
    [InlineData("--set name: error PKMS1031", "name=&a x")]
    [InlineData("--set name: error PKMS1013", "name=${env:UNSET}")]
    [InlineData("--set image.path: error PKMS1029", "image.path=\"\"")]
    [InlineData("--set activation.key: error PKMS1020", "activation.key=BBBBB")]
    public void Findings_name_the_option(string expected, string item)
    {
        var result = RecipeFiles.ReadText(Text, new RecipeOverrides { Set = [item] });
        Assert.StartsWith(expected, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
        Assert.Null(result.Recipe);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_found()
    {
        Assert.Equal("--in-place: error PKMS1037: an output and --in-place exclude each other", Only(new RecipeOverrides { Output = "x", InPlace = true }));
        Assert.Equal("--in-place: error PKMS1037: an output and --in-place exclude each other", Only(new RecipeOverrides { Set = ["output.path=x"], InPlace = true }));
        Assert.Equal("--set image.path: error PKMS1037: 'image.path' is overridden twice", Only(new RecipeOverrides { Image = "x", Set = ["image.path=y"] }));
        Assert.StartsWith("--set kms.host: error PKMS1016", Only(new RecipeOverrides { Platform = "ovh-vps", Set = ["kms.host=k"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_and_hostile_options_are_found_at_the_option()
    {
        Assert.Equal("--image: error PKMS1029: 'path' is empty", Only(new RecipeOverrides { Image = "" }));
        Assert.Equal("--output: error PKMS1029: 'path' has characters that cannot be seen", Only(new RecipeOverrides { Output = "a\0b" }));
        Assert.Equal("--platform: error PKMS1004: unknown platform 'ovh-dedicted'; did you mean 'ovh-dedicated'?", Only(new RecipeOverrides { Platform = "ovh-dedicted" }));
    }

    [Fact]
    public void Mak_in_an_option_is_refused_and_not_repeated()
    {
        var finding = Only(new RecipeOverrides { Set = ["activation.method=mak", "platform=", "activation.key=BBBBB-CCCCC-DDDDD-FFFFF-GGGGG"] });
        Assert.Equal("--set activation.key: error PKMS1024: a MAK must not be written in clear; take it from ${env:NAME}", finding);
    }

    [Fact]
    public void Findings_of_the_file_come_first()
    {
        var result = RecipeFiles.ReadText(Text + "nam: x\n", new RecipeOverrides { Platform = "x" });
        Assert.Equal([Codes.UnknownKey, Codes.UnknownPlatform], result.Diagnostics.Select(d => d.Code));
    }

    private static string Only(RecipeOverrides overrides) => Assert.Single(RecipeFiles.ReadText(Text, overrides).Diagnostics).ToString();
}
