using System.Text.Json.Nodes;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Tests.Recipes;

/// <summary>An independent judge of JSON Schema.</summary>
internal static class Ajv
{
    /// <summary>For each document "valid" or what is wrong with it.</summary>
    public static IReadOnlyList<string> Validate(JsonNode schema, IEnumerable<JsonNode?> documents)
    {
        var folder = Npm.Install(Repository.Root, "ajv", "ajv@8.17.1");
        var input = new JsonObject { ["schema"] = schema.DeepClone(), ["documents"] = new JsonArray([.. documents.Select(d => d?.DeepClone())]) };
        var (exitCode, output, errors) = Npm.Run("node", [Path.Combine(RecipeFiles.Folder("Judge"), "validate.js")], input.ToJsonString(), Path.Combine(folder, "node_modules"));
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
