namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode RecipeUnreadable = Error(1001, "the recipe file cannot be read",
        "The path is wrong, or the file may not be read.",
        "Check the path and its permissions.");

    public static readonly DiagnosticCode RecipeNotYaml = Error(1002, "the recipe is not well-formed YAML",
        "A tab for indentation, a missing quote or a wrong indent.",
        "Correct the file at the place that is named.");

    public static readonly DiagnosticCode UnknownKey = Error(1003, "the recipe has a key that does not exist",
        "A misspelt key, or one in the wrong section.",
        "Use the suggested name; docs/recipe.md lists every key.");

    public static readonly DiagnosticCode UnknownPlatform = Error(1004, "the platform is not in the catalog",
        "A misspelt platform id.",
        "Use one that `provision-kms platforms` lists, or give kms: { host, port }.");
}
