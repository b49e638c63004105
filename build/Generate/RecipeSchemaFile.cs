using ProvisionKms.Recipes.Keys;

namespace ProvisionKms.Generate;

/// <summary>The JSON Schema that editors check recipes by.</summary>
internal static class RecipeSchemaFile
{
    public static GeneratedFile File() => new("recipes/recipe.schema.json", RecipeSchema.Write());
}
