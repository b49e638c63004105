using ProvisionKms.Catalog;
using ProvisionKms.Generate;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.Generate;

public class ReadyRecipeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "recipes");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal)];

    /// <summary>The sixteen that must work end to end on OVH.</summary>
    public static TheoryData<string> Sixteen =>
    [
        "windows-server-2008-standard", "windows-server-2008-enterprise", "windows-server-2008-datacenter",
        "windows-server-2008-r2-standard", "windows-server-2008-r2-enterprise", "windows-server-2008-r2-datacenter",
        "windows-server-2012-standard", "windows-server-2012-datacenter",
        "windows-server-2012-r2-standard", "windows-server-2012-r2-datacenter",
        "windows-8.1-pro",
        "windows-server-2016-standard", "windows-server-2016-datacenter", "windows-server-2016-essentials",
        "windows-server-2019-standard", "windows-server-2019-datacenter",
    ];

    [Theory, MemberData(nameof(Files))]
    public void Ready_recipe_lints_clean(string file)
    {
        var result = RecipeReader.Read(Path.Combine(Folder, file), RecipeOverrides.None, WindowsCatalog.Default, _ => null);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Recipe);
    }

    [Fact]
    public void There_is_one_for_every_client_key_on_every_platform() =>
        Assert.Equal(CatalogData.KmsClientKeys.Count * 3, ReadyRecipes.Files().Count());

    [Theory, MemberData(nameof(Sixteen))]
    public void Sixteen_reference_editions_are_ready_on_each_ovh_platform(string name)
    {
        foreach (var (platform, host) in new[] { ("ovh-dedicated", "kms.ovh.net"), ("ovh-public-cloud", "kms.cloud.ovh.net"), ("ovh-vps", "kms.cloud.ovh.net") })
        {
            var file = Path.Combine(Folder, platform, name + ".yaml");
            var recipe = RecipeReader.Read(file, RecipeOverrides.None, WindowsCatalog.Default, _ => null).Recipe!;
            Assert.Equal((name, KmsHost.Create(host)), ($"{recipe.Product.Value}-{recipe.Edition.Value}", recipe.Kms.Value));
            Assert.StartsWith("# yaml-language-server: $schema=../recipe.schema.json\n", File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }
}
