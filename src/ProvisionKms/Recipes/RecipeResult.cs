using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes;

/// <summary>Everything that was found in a recipe, in the order of the file.</summary>
/// <param name="Recipe">Null when one of the findings is an error.</param>
public sealed record RecipeResult(Recipe? Recipe, IReadOnlyList<Diagnostic> Diagnostics);
