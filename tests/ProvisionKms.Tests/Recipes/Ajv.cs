using System.Text.Json.Nodes;

namespace ProvisionKms.Tests.Recipes;

/// <summary>An independent judge of JSON Schema.</summary>
internal static class Ajv
{
    /// <summary>For each document "valid" or what is wrong with it.</summary>
    public static IReadOnlyList<string> Validate(JsonNode schema, IEnumerable<JsonNode?> documents)
    {
        var input = new JsonObject { ["schema"] = schema.DeepClone(), ["documents"] = new JsonArray([.. documents.Select(d => d?.DeepClone())]) };
        var output = NpmPackages.RunScript(Path.Combine(RecipeFiles.Folder("Judge"), "validate.js"), ["ajv@8.17.1"], [], input.ToJsonString());
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
