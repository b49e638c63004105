using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Matrix;

/// <summary>Jobs run at the same time, in any order, perhaps on one volume: what one writes no other may read or write.</summary>
internal static class JobCollisions
{
    public static void Find(IReadOnlyList<(MatrixJob Job, Recipe Recipe)> jobs, DiagnosticBag found)
    {
        // Without regard to case: two names that differ only so are one file on Windows, and a slip elsewhere.
        var writers = new Dictionary<string, MatrixJob>(StringComparer.OrdinalIgnoreCase);
        var collided = new HashSet<MatrixJob>();
        foreach (var (job, recipe) in jobs)
        {
            foreach (var path in Written(recipe).Where(path => !writers.TryAdd(path, job) && writers[path] != job))
            {
                Add(found, recipe, $"'{job.Name}' would write {JobPath.Of(path)}, and so would '{writers[path].Name}'");
                collided.Add(job);
            }
        }

        foreach (var (job, recipe) in jobs.Where(j => !collided.Contains(j.Job)))
        {
            if (writers.TryGetValue(recipe.ImagePath.Value!, out var writer) && writer != job)
            {
                Add(found, recipe, $"'{job.Name}' reads {job.Image}, which '{writer.Name}' would write");
            }
        }
    }

    private static IEnumerable<string> Written(Recipe recipe) =>
        new[] { recipe.OutputPath.Value ?? recipe.ImagePath.Value, recipe.HtmlReport, recipe.JsonReport }.OfType<string>();

    private static void Add(DiagnosticBag found, Recipe recipe, string message) =>
        found.Add(Codes.JobsCollide, message, new SourceSpan(recipe.File), Codes.JobsCollide.Hint);
}
