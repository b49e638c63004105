using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Usage;

/// <summary>Recipes as a command line names them: files, or folders that stand for every recipe in them and below.</summary>
internal static class RecipeFiles
{
    public static IEnumerable<string> Named(IEnumerable<string> paths, DiagnosticBag found)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            var inside = Inside(path);
            if (inside.Count == 0)
            {
                found.Add(Codes.NoRecipeFound, "the folder holds no recipe", new SourceSpan(path), "a recipe ends in .yaml or .yml");
            }

            foreach (var file in inside)
            {
                yield return file;
            }
        }
    }

    private static List<string> Inside(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".YAML" or ".YML")
            .Order(StringComparer.Ordinal),
    ];
}
