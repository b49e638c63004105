using ProvisionKms.Generate;

namespace ProvisionKms.Tests.Generate;

public class GeneratedFileTests
{
    private static readonly string Root = Repository.Root;

    [Fact]
    public void Generated_files_are_as_the_generators_write_them()
    {
        var stale = Generators.All(Root).Where(f => !f.IsCurrent(Root)).Select(f => f.Path).ToList();
        Assert.True(stale.Count == 0, $"run 'dotnet run --project build/Generate'; differing: {string.Join(", ", stale)}");
    }

    [Fact]
    public void No_ready_recipe_is_left_over()
    {
        var generated = ReadyRecipes.Files().Select(f => f.Path).ToHashSet();
        var found = ReadyRecipes.Platforms.SelectMany(p => Directory.EnumerateFiles(Path.Combine(Root, "recipes", p)))
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'));
        Assert.All(found, f => Assert.Contains(f, generated));
    }

    [Fact]
    public void Part_of_a_page_is_replaced_and_the_rest_kept()
    {
        var page = new GeneratedFile("page.md", "before\n<!-- a -->\nold\n<!-- /a -->\nafter\n");
        Assert.Equal("before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n", page.With("a", "new\n").Content);
        Assert.Throws<InvalidDataException>(() => page.With("b", ""));
    }
}
