using System.Text;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Tests.Recipes;

/// <summary>The published schema, judged by ajv: it accepts what the reader accepts, and refuses what a schema can see.</summary>
public class RecipeSchemaTests
{
    /// <summary>What a schema can see: the shape, the words and the numbers, not what belongs together.</summary>
    private static readonly HashSet<string> Visible =
    [
        .. new[]
        {
            Codes.UnknownKey, Codes.UnknownPlatform, Codes.ProductNotInCatalog, Codes.UnknownFormatVersion, Codes.UnknownChoice, Codes.InvalidDuration,
            Codes.MissingKey, Codes.EmptyList, Codes.RepeatedItem, Codes.PlatformAndKms, Codes.MixedIndexes, Codes.WrongType,
        }.Select(c => c.Id),
    ];

    private static readonly JsonNode Schema = JsonNode.Parse(RecipeSchema.Write())!;

    [Fact]
    public void Schema_accepts_every_good_and_every_ready_recipe()
    {
        var files = Directory.EnumerateFiles(RecipeFiles.Folder("Good"))
            .Concat(Directory.EnumerateFiles(Repository.Path("recipes"), "*.yaml", SearchOption.AllDirectories)).ToList();
        Assert.All(files.Zip(Ajv.Validate(Schema, files.Select(ToJson))), f => Assert.True(f.Second == "valid", $"{f.First}: {f.Second}"));
    }

    [Fact]
    public void Schema_refuses_bad_recipes_where_a_schema_can_see_it()
    {
        var files = Directory.EnumerateFiles(RecipeFiles.Folder("Bad")).Where(IsVisible).ToList();
        Assert.InRange(files.Count, 40, int.MaxValue);
        Assert.All(files.Zip(Ajv.Validate(Schema, files.Select(ToJson))), f => Assert.True(f.Second != "valid", f.First));
    }

    /// <summary>All findings are of the kind, the text can be turned into JSON, and no value hides behind the environment.</summary>
    private static bool IsVisible(string file)
    {
        var text = File.ReadAllText(file, Encoding.Latin1);
        var codes = text.Split('\n')[0].Replace("# expect:", "", StringComparison.Ordinal).Split(';').Select(e => e.Trim().Split(' ')[0]);

        // To JSON Schema 1688.0 is an integer; the reader wants it written as one.
        return codes.All(Visible.Contains) && Path.GetFileName(file) != "port-fraction.yaml" && !text.Contains("${", StringComparison.Ordinal) && !text.Contains("? [", StringComparison.Ordinal);
    }

    private static JsonNode? ToJson(string file) => YamlJson.Documents(File.ReadAllText(file))[0];
}
