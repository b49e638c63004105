using ProvisionKms.Catalog;

namespace ProvisionKms.Generate;

/// <summary>A ready recipe for every edition that has a KMS client key in Microsoft's current table, on each OVH platform.</summary>
internal static class ReadyRecipes
{
    public static readonly IReadOnlyList<string> Platforms = ["ovh-dedicated", "ovh-public-cloud", "ovh-vps"];

    /// <summary>How sources name Microsoft's current table; older tables are mentioned behind it.</summary>
    private const string CurrentTable = "kms-client-activation-keys.md (ms.date 06/25/2025";

    public static IEnumerable<CatalogEdition> Editions() =>
        WindowsCatalog.Default.Editions.Where(e => e.KmsKeySource?.Contains(CurrentTable, StringComparison.Ordinal) == true);

    public static IEnumerable<GeneratedFile> Files() =>
        from id in Platforms
        let platform = WindowsCatalog.Default.FindPlatform(id)!
        from edition in Editions()
        select new GeneratedFile($"recipes/{id}/{edition.Product}-{edition.Id}.yaml", Recipe(platform, edition));

    private static string Recipe(Platform platform, CatalogEdition edition)
    {
        var id = $"{edition.Product}-{edition.Id}";
        var alike = edition.InstallationTypes.Contains("Server Core") && edition.InstallationTypes.Count > 1 ? " Core and Desktop alike." : "";
        return $"""
            # yaml-language-server: $schema=../recipe.schema.json
            # {edition.FullName} on {platform.Provider}, {platform.Name}.{alike}
            # For images with EditionID {edition.EditionIds[0]}, build {string.Join(", ", edition.Builds)}.
            #   provision-kms apply recipes/{platform.Id}/{id}.yaml --image install.wim --output out/install.wim
            # Generated from the catalog by: dotnet run --project build/Generate
            recipe: 1
            name: {id}-{platform.Id}
            product: {edition.Product}
            edition: {edition.Id}
            platform: {platform.Id}

            """.ReplaceLineEndings("\n");
    }
}
