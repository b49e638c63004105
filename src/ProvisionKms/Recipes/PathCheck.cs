using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;

namespace ProvisionKms.Recipes;

/// <summary>A report must not overwrite the image, the output or the other report. Output onto image is working in place.</summary>
internal static class PathCheck
{
    public static void Check(RecipeValues values, DiagnosticBag findings)
    {
        (ValueKey<string> Key, string Name)[] paths =
        [
            (RecipeKeys.ImagePath, "image.path"),
            (RecipeKeys.OutputPath, "output.path"),
            (RecipeKeys.HtmlReport, "report.html"),
            (RecipeKeys.JsonReport, "report.json"),
        ];
        var seen = new List<(string Name, string Path)>();
        foreach (var (key, name) in paths)
        {
            if (!values.TryGet(key, out var path))
            {
                continue;
            }

            // Without regard to case: two names that differ only so are one file on Windows, and a slip elsewhere.
            var other = seen.Find(s => string.Equals(s.Path, path.Value, StringComparison.OrdinalIgnoreCase));
            if (other.Name is not null && key != RecipeKeys.OutputPath)
            {
                findings.Add(Codes.PathsCollide, $"'{name}' is the same file as '{other.Name}'", path.Span);
            }

            seen.Add((name, path.Value));
        }
    }
}
