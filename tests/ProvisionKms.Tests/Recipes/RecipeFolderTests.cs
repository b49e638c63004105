using System.Globalization;
using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.Recipes;

/// <summary>
/// Each file of Bad/ and Good/ says in its first line what must be found: <c># expect: PKMS1004 4,11</c>, several divided by
/// semicolons; without a place when the finding has none. Only the good ones give a recipe.
/// </summary>
public class RecipeFolderTests
{
    public static TheoryData<string> BadFiles => Names("Bad");

    public static TheoryData<string> GoodFiles => Names("Good");

    [Theory, MemberData(nameof(BadFiles))]
    public void Everything_wrong_is_found_at_its_place_and_nothing_else(string name)
    {
        var result = Read("Bad", name);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Error);
        Assert.Null(result.Recipe);
    }

    [Theory, MemberData(nameof(GoodFiles))]
    public void Good_recipes_are_read_with_warnings_at_most(string name)
    {
        var result = Read("Good", name);
        Assert.All(result.Diagnostics, d => Assert.Equal(Severity.Warning, d.Severity));
        Assert.NotNull(result.Recipe);
    }

    [Fact]
    public void There_are_at_least_sixty_bad_ones() => Assert.InRange(BadFiles.Count, 60, int.MaxValue);

    [Fact]
    public void Every_code_about_recipes_is_found_in_one_of_them()
    {
        var found = new[] { "Bad", "Good" }.SelectMany(f => Directory.EnumerateFiles(RecipeFiles.Folder(f)))
            .SelectMany(Expected).Select(e => e.Split(' ')[0]).ToHashSet();

        // What no content of a file can cause has tests of its own: RecipeReaderTests and RecipeOverridesTests.
        var elsewhere = new[] { Codes.RecipeUnreadable, Codes.InvalidOverride };
        Assert.All(Codes.All.Where(c => c.Number is > 1000 and < 1100).Except(elsewhere), code => Assert.Contains(code.Id, found));
    }

    private static ProvisionKms.Recipes.RecipeResult Read(string folder, string name)
    {
        var file = Path.Combine(RecipeFiles.Folder(folder), name);
        var result = RecipeFiles.Read(file);
        Assert.Equal(Expected(file), result.Diagnostics.Select(d =>
            d.Where is { Line: > 0 } at ? string.Create(CultureInfo.InvariantCulture, $"{d.Code.Id} {at.Line},{at.Column}") : d.Code.Id));
        Assert.All(result.Diagnostics, d => Assert.Equal(file, d.Where?.File));
        return result;
    }

    private static string[] Expected(string file) =>
        File.ReadLines(file, Encoding.Latin1).First().Replace("# expect:", "", StringComparison.Ordinal)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(RecipeFiles.Folder(folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
