namespace ProvisionKms.Generate;

/// <summary>Everything that is generated. A new kind of file is a new line here.</summary>
internal static class Generators
{
    public static IEnumerable<GeneratedFile> All(string root) =>
    [
        .. ReadyRecipes.Files(),
        RecipeSchemaFile.File(),
        .. RecipeReference.Files(root),
        DiagnosticsPage.File(),
        CatalogPage.File(),
        CommandReference.File(),
    ];
}
