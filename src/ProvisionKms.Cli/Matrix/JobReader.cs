using ProvisionKms.Catalog;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Matrix;

/// <summary>Recipes × images. Every recipe is read as the job's <c>apply</c> will read it, so that what is wrong shows before the jobs start.</summary>
/// <param name="images">Empty: each recipe's own.</param>
/// <param name="output">The folder for what is made, or null: each recipe's own output.</param>
internal sealed class JobReader(
    IReadOnlyList<string> images, string? output, RecipeOverrides settings, Func<string, string?> environment, DiagnosticBag found)
{
    public IReadOnlyList<(MatrixJob Job, Recipe Recipe)> Read(IEnumerable<string> files)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var arguments = Arguments();
        var jobs = new List<(MatrixJob Job, Recipe Recipe)>();
        foreach (var recipe in files.SelectMany(Read))
        {
            var image = recipe.ImagePath.Value!;
            var name = images.Count > 1 ? $"{recipe.Name} {FileName(image)}" : recipe.Name;
            var reports = new[] { recipe.HtmlReport, recipe.JsonReport }.OfType<string>().Select(JobPath.Of);
            var job = new MatrixJob(
                Unique(name, names), JobPath.Of(recipe.File), JobPath.Of(image), JobPath.Of(recipe.OutputPath.Value ?? image), [.. reports], arguments);
            jobs.Add((job, recipe));
        }

        return jobs;
    }

    private IEnumerable<Recipe> Read(string file)
    {
        if (PlainText.Of(file) != file)
        {
            found.Add(Codes.PathNotPrintable, "the path has characters that cannot be seen", new SourceSpan(file), Codes.PathNotPrintable.Hint);
            return [];
        }

        return images.DefaultIfEmpty<string?>(null).Select(image => Read(file, image)).OfType<Recipe>();
    }

    private Recipe? Read(string file, string? image)
    {
        var overrides = settings with { Image = image };
        var recipe = Read(file, overrides);
        if (recipe is { ImagePath.Value: null })
        {
            found.Add(Codes.JobWithoutImage, "the recipe names no image", new SourceSpan(file), "name images with --image");
            return null;
        }

        return output is null || recipe is null
            ? recipe
            : Read(file, overrides with { Output = Path.Combine(output, FolderName(recipe.Name), FileName(recipe.ImagePath.Value!)) });
    }

    private Recipe? Read(string file, RecipeOverrides overrides)
    {
        var result = RecipeReader.Read(file, overrides, WindowsCatalog.Default, environment);

        // One recipe is read several times; what is wrong with it is said once.
        found.AddRange([.. result.Diagnostics.Except(found)]);
        return result.Recipe;
    }

    private List<string> Arguments() =>
    [
        .. settings.Platform is { } platform ? ["--platform", platform] : Array.Empty<string>(),
        .. settings.Set.SelectMany(item => new[] { "--set", item }),
    ];

    private static string FileName(string image) => Path.GetFileName(Path.TrimEndingDirectorySeparator(image));

    /// <summary>A recipe's name is free text: as a folder it must not lead elsewhere, nor be hidden.</summary>
    private static string FolderName(string name)
    {
        var folder = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).Trim('.', '-');
        return folder.Length > 0 ? folder : "recipe";
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var i = 2; !names.Add(unique); i++)
        {
            unique = $"{name} ({i})";
        }

        return unique;
    }
}
