using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProvisionKms.Generate;
using ProvisionKms.Recipes.Keys;

namespace ProvisionKms.Tests.Recipes;

/// <summary>What the table of keys says is what the reader does, the schema describes and the reference shows.</summary>
public partial class RecipeKeysTests
{
    public static TheoryData<string> Keys => [.. All().Select(k => k.Path)];

    [Theory, MemberData(nameof(Keys))]
    public void Example_of_the_key_is_read(string path)
    {
        var (section, key, _) = All().Single(k => k.Path == path);
        Assert.NotNull(RecipeFiles.Good(Around(section, key.Name, key.Example.Replace("${env:MAK}", "N69G4-B89J2-4G8F4-WWYCC-J464C", StringComparison.Ordinal))));
    }

    [Theory, MemberData(nameof(Keys))]
    public void Default_of_the_key_is_what_a_recipe_without_it_means(string path)
    {
        var (section, key, _) = All().Single(k => k.Path == path);
        if (key.Default is "" or "the file's name" or "all that fit the image")
        {
            return; // Described in words; RecipeReaderTests has these.
        }

        var written = RecipeFiles.Good(Around(section, key.Name, key.Default));
        var without = RecipeFiles.Good("recipe: 1\nkms: { host: kms.example.net }\n");
        Assert.Equal(
            without with
            {
                Product = written.Product, Edition = written.Edition, Indexes = written.Indexes, Kms = written.Kms,
                OutputPath = written.OutputPath, OutputFormat = written.OutputFormat,
            },
            written with { Activation = written.Activation with { KeySpan = without.Activation.KeySpan } });
        Assert.Equal((without.Product.Value, without.Edition.Value, without.Kms.Value), (written.Product.Value, written.Edition.Value, written.Kms.Value));
        Assert.Equal(without.OutputFormat.Value, written.OutputFormat.Value);
        Assert.IsType(without.Indexes.GetType(), written.Indexes);
    }

    [Theory, MemberData(nameof(Keys))]
    public void Key_is_in_the_schema(string path)
    {
        var (section, key, _) = All().Single(k => k.Path == path);
        var schema = JsonNode.Parse(RecipeSchema.Write())!;
        var node = section.Name.Length == 0 ? schema : Section(schema["properties"]![section.Name]!);
        Assert.False((bool)node["additionalProperties"]!);
        Assert.StartsWith(key.Description, (string)node["properties"]![key.Name]!["description"]!, StringComparison.Ordinal);
        Assert.Equal(key.IsRequired, node["required"]?.AsArray().Any(r => (string)r! == key.Name) ?? false);
    }

    [Fact]
    public void Schema_has_no_other_keys() =>
        Assert.Equal(All().Count(), CountKeys(JsonNode.Parse(RecipeSchema.Write())!));

    [Fact]
    public void Recipes_in_the_reference_are_read()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipe.md")).ReplaceLineEndings("\n");
        var recipes = YamlBlock().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(recipes.Count >= 4);
        Assert.All(recipes, text => RecipeFiles.Good(text));
    }

    private static IEnumerable<(SectionKey Section, RecipeKey Key, string Path)> All() =>
        from section in RecipeKeys.Sections
        from key in section.Keys
        select (section, key, section.Name.Length == 0 ? key.Name : $"{section.Name}.{key.Name}");

    /// <summary>A recipe that has the key with this value, and what it needs beside it.</summary>
    private static string Around(SectionKey section, string name, string value)
    {
        var own = section.Name switch
        {
            "" when name == "recipe" => "",
            "" => $"{name}: {value}\n",
            "output" when name == "format" => $"output: {{ path: out/disk, format: {value} }}\n",
            "kms" when name == "port" => $"kms: {{ host: kms.example.net, port: {value} }}\n",
            _ => $"{section.Name}: {{ {name}: {value} }}\n",
        };
        var product = name == "edition" && value != "auto" ? "product: windows-server-2019\n" : "";
        var kms = name == "platform" && value != "null" || own.StartsWith("kms", StringComparison.Ordinal) ? "" : "kms: { host: kms.example.net }\n";
        return "recipe: 1\n" + product + own + kms;
    }

    private static JsonNode Section(JsonNode property) => property["anyOf"]?[0] ?? property;

    private static int CountKeys(JsonNode section) =>
        section["properties"]!.AsObject().Sum(p => 1 + (Section(p.Value!)["properties"] is null ? 0 : CountKeys(Section(p.Value!))));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
