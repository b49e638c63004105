using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Usage;

/// <summary>The reports that options ask for must not overwrite what the run reads, its output or one another; of those in the recipe the recipe is asked.</summary>
internal static class ReportPaths
{
    /// <exception cref="ProvisionException">A report is another file of the run; nothing has been done yet.</exception>
    public static void Require(Recipe recipe, params IEnumerable<(string Name, string? Path)> reports) => Require(recipe, alsoRead: null, reports);

    /// <param name="alsoRead">An image that is only compared with.</param>
    /// <exception cref="ProvisionException">A report is another file of the run; nothing has been done yet.</exception>
    public static void Require(Recipe recipe, string? alsoRead, params IEnumerable<(string Name, string? Path)> reports)
    {
        (string Name, string? Path)[] named =
        [
            ("the recipe", recipe.File), ("the image", recipe.ImagePath.Value), ("the output", recipe.OutputPath.Value),
            ("report.html", recipe.HtmlReport), ("report.json", recipe.JsonReport), ("the image that is compared with", alsoRead),
        ];

        // Without regard to case: two names that differ only so are one file on Windows, and a slip elsewhere.
        var seen = named.Where(n => n.Path is not null).DistinctBy(n => Path.GetFullPath(n.Path!), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(n => Path.GetFullPath(n.Path!), n => n.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, path) in reports.Where(report => report.Path is not null))
        {
            if (!seen.TryAdd(Path.GetFullPath(path!), name))
            {
                throw new ProvisionException(Codes.ConflictingOptions, $"{name} names the same file as {seen[Path.GetFullPath(path!)]}", new SourceSpan(path!), "name another file");
            }
        }
    }
}
