namespace ProvisionKms.Recipes;

/// <summary>What the command line says in place of the recipe. Paths are relative to the current folder.</summary>
public sealed record RecipeOverrides
{
    public static readonly RecipeOverrides None = new();

    public string? Image { get; init; }

    public string? Output { get; init; }

    /// <summary>Drops the recipe's output path.</summary>
    public bool InPlace { get; init; }

    /// <summary>Takes the place of the recipe's <c>platform</c> or <c>kms</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>Items like <c>activation.attempts=3</c>; the value is read as YAML.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}
