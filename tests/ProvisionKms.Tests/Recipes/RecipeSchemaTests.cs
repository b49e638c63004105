using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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

    private static JsonNode? ToJson(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(file)));
        return ToJson(yaml.Documents[0].RootNode);
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject([.. map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))]),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainToJson(scalar.Value!),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    /// <summary>The YAML 1.2 core schema, which editors read recipes by.</summary>
    private static JsonValue? PlainToJson(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
