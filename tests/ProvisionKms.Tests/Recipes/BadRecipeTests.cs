using System.Globalization;
using System.Text;

namespace ProvisionKms.Tests.Recipes;

/// <summary>
/// Each file of Bad/ says in its first line what must be found: <c># expect: PKMS1004 4,11</c>, several divided by
/// semicolons; without a place when the finding has none.
/// </summary>
public class BadRecipeTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(RecipeFiles.Folder("Bad")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void Everything_wrong_is_found_at_its_place_and_nothing_else(string name)
    {
        var file = Path.Combine(RecipeFiles.Folder("Bad"), name);
        var expected = File.ReadLines(file, Encoding.Latin1).First().Replace("# expect:", "", StringComparison.Ordinal)
            .Split(';', StringSplitOptions.TrimEntries);
        var result = RecipeFiles.Read(file);
        Assert.Equal(expected, result.Diagnostics.Select(d =>
            d.Where is { Line: > 0 } at ? string.Create(CultureInfo.InvariantCulture, $"{d.Code.Id} {at.Line},{at.Column}") : d.Code.Id));
        Assert.Null(result.Recipe);
        Assert.All(result.Diagnostics, d => Assert.Equal(file, d.Where?.File));
    }

    [Fact]
    public void There_are_at_least_sixty_of_them() => Assert.True(Files.Count >= 60);
}
