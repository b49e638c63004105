using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.Recipes;

public class RecipeReaderTests
{
    private const string Whole =
        """
        recipe: 1
        name: windows-server-2019-standard-ovh-dedicated
        product: windows-server-2019        # catalog id, or: auto  (from the image)
        edition: standard                   # catalog id within the product, or: auto
        platform: ovh-dedicated             # platform id; or instead  kms: { host: kms.example.net, port: 1688 }
        activation:
          method: kms                       # kms | kms-discovery | active-directory | avma | mak
          key: null                         # only to override the catalog
          convertEvaluation: true
          attempts: 12
          interval: 30s
          deadline: 10m
          retryTask: true
        inject: [answer-file, setup-complete, registry]
        templates: null
        image:  { path: install.wim, indexes: match }
        output: { path: out/install.wim }
        report: { html: out/report.html, json: out/report.json }
        """;

    private static readonly string Folder = Path.Combine(Directory.GetCurrentDirectory(), "recipes");

    [Fact]
    public void Recipe_of_the_design_is_read_whole()
    {
        var recipe = RecipeFiles.Good(Whole);
        Assert.Equal(("recipes/x.yaml", "windows-server-2019-standard-ovh-dedicated"), (recipe.File, recipe.Name));
        Assert.Equal(new Spanned<string?>("windows-server-2019", new SourceSpan("recipes/x.yaml", 3, 10)), recipe.Product);
        Assert.Equal(new Spanned<string?>("standard", new SourceSpan("recipes/x.yaml", 4, 10)), recipe.Edition);
        Assert.Equal("ovh-dedicated", recipe.PlatformId);
        Assert.Equal(new Spanned<KmsHost?>(KmsHost.Create("kms.ovh.net"), new SourceSpan("recipes/x.yaml", 5, 11)), recipe.Kms);
        Assert.Equal([Injection.AnswerFile, Injection.SetupComplete, Injection.Registry], recipe.Inject!);
        Assert.Null(recipe.Templates.Value);
        Assert.Equal(Path.Combine(Folder, "install.wim"), recipe.ImagePath.Value);
        Assert.Equal(new SourceSpan("recipes/x.yaml", 16, 17), recipe.ImagePath.Span);
        Assert.IsType<IndexSelection.Match>(recipe.Indexes);
        Assert.Equal(Path.Combine(Folder, "out", "install.wim"), recipe.OutputPath.Value);
        Assert.Equal(Path.Combine(Folder, "out", "report.html"), recipe.HtmlReport);
        Assert.Equal(Path.Combine(Folder, "out", "report.json"), recipe.JsonReport);
    }

    [Fact]
    public void Defaults_are_those_of_the_design()
    {
        var recipe = RecipeFiles.Good("recipe: 1\nplatform: ovh-vps\n");
        var whole = RecipeFiles.Good(Whole);
        Assert.Equal(whole.Activation with { KeySpan = default }, recipe.Activation with { KeySpan = default });
        Assert.Equal(("x", null, null), (recipe.Name, recipe.Product.Value, recipe.Edition.Value));
        Assert.Null(recipe.Inject);
        Assert.Null(recipe.Templates.Value);
        Assert.Null(recipe.ImagePath.Value);
        Assert.Null(recipe.OutputPath.Value);
        Assert.Null(recipe.HtmlReport);
        Assert.Null(recipe.JsonReport);
        Assert.IsType<IndexSelection.Match>(recipe.Indexes);
        Assert.Equal(
            (ActivationMethod.Kms, null, true, 12, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), true),
            (recipe.Activation.Method, recipe.Activation.Key, recipe.Activation.ConvertEvaluation, recipe.Activation.Attempts,
                recipe.Activation.Interval, recipe.Activation.Deadline, recipe.Activation.RetryTask));
    }

    [Fact]
    public void Empty_sections_and_auto_are_the_defaults()
    {
        var recipe = RecipeFiles.Good("recipe: 1\nproduct: auto\nedition: auto\nplatform: ovh-vps\nkms:\nactivation:\n  # nothing\ninject: ~\nimage:\noutput: null\nreport: { html: }\n");
        Assert.Equal((null, null), (recipe.Product.Value, recipe.Edition.Value));
    }

    [Fact]
    public void Misspelt_platform_is_told_in_the_words_of_the_design() =>
        Assert.Equal(
            "recipes/x.yaml(4,11): error PKMS1004: unknown platform 'ovh-dedicted'; did you mean 'ovh-dedicated'?",
            Assert.Single(RecipeFiles.ReadText("recipe: 1\nname: x\nproduct: auto\nplatform: ovh-dedicted\n").Diagnostics).ToString());

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("1h", 3600)]
    [InlineData("1m30s", 90)]
    [InlineData("\"2m\"", 120)]
    [InlineData("0h0m5s", 5)]
    [InlineData("90s", 90)]
    public void Durations_are_read(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RecipeFiles.Good(
            $"recipe: 1\nplatform: ovh-vps\nactivation: {{ interval: {text}, deadline: 2h }}\n").Activation.Interval);

    [Fact]
    public void Indexes_are_all_numbers_or_names()
    {
        static IndexSelection Read(string text) => RecipeFiles.Good($"recipe: 1\nplatform: ovh-vps\nimage: {{ indexes: {text} }}\n").Indexes;
        Assert.IsType<IndexSelection.All>(Read("all"));
        Assert.Equal([1, 2], Assert.IsType<IndexSelection.Numbers>(Read("[1, 2]")).Values.Select(v => v.Value));
        Assert.Equal(["Windows Server 2019 SERVERSTANDARD", "2"],
            Assert.IsType<IndexSelection.Names>(Read("[Windows Server 2019 SERVERSTANDARD, \"2\"]")).Values.Select(v => v.Value));
    }

    [Fact]
    public void Kms_host_of_ones_own_is_read()
    {
        var recipe = RecipeFiles.Good("recipe: 1\nkms: { host: kms.example.net, port: 11688 }\n");
        Assert.Equal(KmsHost.Create("kms.example.net", 11688), recipe.Kms.Value);
        Assert.Null(recipe.PlatformId);
        Assert.Equal(1688, RecipeFiles.Good("recipe: 1\nkms: { host: 10.1.2.3 }\n").Kms.Value!.Port);
    }

    [Theory]
    [InlineData("kms-discovery", ActivationMethod.KmsDiscovery)]
    [InlineData("active-directory", ActivationMethod.ActiveDirectory)]
    [InlineData("avma", ActivationMethod.Avma)]
    public void Methods_without_a_host_need_none(string method, ActivationMethod expected)
    {
        var recipe = RecipeFiles.Good($"recipe: 1\nactivation: {{ method: {method} }}\n");
        Assert.Equal((expected, null), (recipe.Activation.Method, recipe.Kms.Value));
    }

    [Fact]
    public void Platform_is_unused_but_tolerated_by_methods_without_a_host()
    {
        var result = RecipeFiles.ReadText("recipe: 1\nplatform: ovh-vps\nactivation: { method: kms-discovery }\n");
        Assert.Equal(Codes.PlatformUnused, Assert.Single(result.Diagnostics).Code);
        Assert.Null(result.Recipe!.Kms.Value);
        Assert.Equal("ovh-vps", result.Recipe.PlatformId);
    }

    [Fact]
    public void Interval_beyond_the_deadline_is_a_warning()
    {
        var result = RecipeFiles.ReadText("recipe: 1\nplatform: ovh-vps\nactivation: { interval: 5m, deadline: 1m }\n");
        Assert.Equal("recipes/x.yaml(3,25): warning PKMS1038: interval 5m is longer than deadline 1m; there will be one attempt only",
            Assert.Single(result.Diagnostics).ToString());
        Assert.NotNull(result.Recipe);
    }

    [Fact]
    public void Mak_comes_from_the_environment_and_stays_hidden()
    {
        var recipe = RecipeFiles.Good("recipe: 1\nactivation: { method: mak, key: \"${env:MAK}\" }\n");
        Assert.True(recipe.Activation.KeyIsSecret);
        Assert.Equal("BBBBB-CCCCC-DDDDD-FFFFF-GGGGG", recipe.Activation.Key!.Reveal());
        Assert.DoesNotContain("BBBBB", recipe.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("method: mak, key: BBBBB-CCCCC-DDDDD-FFFFF-GGGGG")]
    [InlineData("method: kms, key: BBBBB-CCCCC-DDDDD-FFFFF-GGGGG")]
    [InlineData("method: BBBBB-CCCCC-DDDDD-FFFFF-GGGGG")]
    [InlineData("key: BBBBB-CCCCC-DDDDD-FFFFF-GGGG")]
    [InlineData("attempts: bbbbb-ccccc-ddddd-fffff-ggggg")]
    [InlineData("BBBBB-CCCCC-DDDDD-FFFFF-GGGGG: 1")]
    public void What_may_be_a_MAK_is_in_no_message(string activation)
    {
        var result = RecipeFiles.ReadText($"recipe: 1\nplatform: ovh-vps\nactivation: {{ {activation} }}\n");
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, d => Assert.DoesNotContain("CCCCC", d.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Unknown_key_without_an_N_is_a_warning()
    {
        var result = RecipeFiles.ReadText("recipe: 1\nplatform: ovh-vps\nactivation: { key: BBBBB-CCCCC-DDDDD-FFFFF-GGGGG }\n");
        Assert.Equal(Codes.ProductKeyUnknown, Assert.Single(result.Diagnostics).Code);
        Assert.NotNull(result.Recipe);
    }

    [Theory]
    [InlineData("windows-server-2019", "standard", "N69G4-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("windows-server-2019", "auto", "N69G4-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("auto", "auto", "N69G4-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("windows-server-2019", "standard-evaluation", "WMDGN-G9PQG-XVVXX-R3X43-63DFG")]
    [InlineData("windows-11", "pro", "w269n-wfgwx-yvc9b-4j6c9-t83gx")]
    public void Key_of_the_edition_is_accepted(string product, string edition, string key) =>
        Assert.Equal(ProductKey.Parse(key), RecipeFiles.Good(
            $"recipe: 1\nproduct: {product}\nedition: {edition}\nplatform: ovh-vps\nactivation: {{ key: {key} }}\n").Activation.Key);

    [Fact]
    public void Environment_is_expanded_in_values()
    {
        var recipe = RecipeFiles.Good(
            "recipe: 1\nname: a-${env:SET}-${env:UNSET:-b}${env:EMPTY:-c}${env:EMPTY}\nplatform: ${env:PLATFORM}\n" +
            "activation: { attempts: \"${env:ATTEMPTS}\", interval: '${env:UNSET:-1m}', retryTask: \"${env:UNSET:-false}\" }\n" +
            "image: { path: \"${env:SET}/$x.wim\" }\n");
        Assert.Equal("a-value-bc", recipe.Name);
        Assert.Equal("ovh-vps", recipe.PlatformId);
        Assert.Equal((3, TimeSpan.FromMinutes(1), false), (recipe.Activation.Attempts, recipe.Activation.Interval, recipe.Activation.RetryTask));
        Assert.Equal(Path.Combine(Folder, "value", "$x.wim"), recipe.ImagePath.Value);
    }

    [Fact]
    public void What_the_environment_gives_is_not_expanded_again() =>
        Assert.Equal("${env:SET}", RecipeFiles.Good("recipe: 1\nplatform: ovh-vps\nname: ${env:NESTED}\n").Name);

    [Theory]
    [InlineData("recipe: 1\r\nplatform: ovh-vps\r\n")]
    [InlineData("\n# yaml-language-server: $schema=../recipe.schema.json\n\n---\nrecipe: 1\nplatform: ovh-vps\n...\n")]
    [InlineData("%YAML 1.2\n---\n{recipe: 1, 'platform': \"ovh-vps\"}")]
    [InlineData("recipe: 1\nname: |\n  block\nplatform: >-\n  ovh-vps\n")]
    [InlineData("recipe: 1\t# a tab before a comment is fine\nplatform: ovh-vps\n")]
    [InlineData("recipe: 1\nname: Überprüfung 試験\nplatform: ovh-vps")]
    public void Ways_to_write_the_same(string text) => Assert.Equal("ovh-vps", RecipeFiles.Good(text).PlatformId);

    [Fact]
    public void Byte_order_mark_is_accepted_and_moves_no_column()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("recipe").FullName, "x.yaml");
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. "recipe: 3\nplatform: ovh-vps\n"u8]);
        Assert.Equal(new SourceSpan(file, 1, 9), RecipeFiles.Read(file).Diagnostics[0].Where);
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. "recipe: 1\nplatform: ovh-vps\n"u8]);
        Assert.NotNull(RecipeFiles.Read(file).Recipe);
    }

    [Fact]
    public void File_that_cannot_be_read_is_a_finding()
    {
        var folder = Directory.CreateTempSubdirectory("recipe").FullName;
        var large = Path.Combine(folder, "large.yaml");
        var wide = Path.Combine(folder, "wide.yaml");
        File.WriteAllText(large, "#" + new string(' ', 1024 * 1024));
        File.WriteAllBytes(wide, [0xFF, 0xFE, (byte)'r', 0]);
        Assert.Equal(
            [Codes.RecipeUnreadable, Codes.RecipeUnreadable, Codes.RecipeUnreadable, Codes.RecipeTooLarge, Codes.RecipeNotUtf8],
            new[] { Path.Combine(folder, "none.yaml"), folder, "", large, wide }.Select(f => Assert.Single(RecipeFiles.Read(f).Diagnostics).Code));
        Assert.Equal("none.yaml: error PKMS1001: the file does not exist", RecipeFiles.Read("none.yaml").Diagnostics[0].ToString());
    }
}
