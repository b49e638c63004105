using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProvisionKms.Recipes.Keys;

/// <summary>
/// The JSON Schema (draft 2020-12) that editors complete and check recipes by, made from the keys that the reader uses.
/// It is more lenient than the reader: whether ids belong together, a key fits its edition and so on is lint's work.
/// </summary>
internal static class RecipeSchema
{
    public const string EnvironmentReference = "#/$defs/environmentReference";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "recipe.schema.json",
            ["title"] = "ProvisionKms recipe, format version 1",
        };
        foreach (var (name, part) in Section(RecipeKeys.Root.Keys).ToList())
        {
            schema[name] = part?.DeepClone();
        }

        schema["not"] = new JsonObject
        {
            ["$comment"] = "platform and kms exclude each other",
            ["required"] = new JsonArray("platform", "kms"),
            ["properties"] = new JsonObject
            {
                ["platform"] = new JsonObject { ["type"] = "string" },
                ["kms"] = new JsonObject { ["type"] = "object" },
            },
        };
        schema["$defs"] = new JsonObject
        {
            ["environmentReference"] = new JsonObject
            {
                ["description"] = "Taken from an environment variable: ${env:NAME} or ${env:NAME:-default}.",
                ["type"] = "string",
                ["pattern"] = @"\$\{env:[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}",
            },
        };
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    public static JsonObject Section(IReadOnlyList<RecipeKey> keys)
    {
        var section = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject([.. keys.Select(k => KeyValuePair.Create(k.Name, (JsonNode?)Property(k)))]),
        };
        if (keys.Any(k => k.IsRequired))
        {
            section["required"] = new JsonArray([.. keys.Where(k => k.IsRequired).Select(k => JsonValue.Create(k.Name))]);
        }

        return section;
    }

    private static JsonObject Property(RecipeKey key)
    {
        var own = key.Schema();
        var property = key.MayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(own, new JsonObject { ["type"] = "null" }) } : own;
        property["description"] = key.Description + (key.Default.Length > 0 ? $" Default: {key.Default}." : "");
        return property;
    }
}
