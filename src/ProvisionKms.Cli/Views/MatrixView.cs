using ProvisionKms.Cli.Matrix;

namespace ProvisionKms.Cli.Views;

internal static class MatrixView
{
    public static void Write(Page page, IReadOnlyList<MatrixJob> jobs, string file)
    {
        if (page.IsDetailed)
        {
            page.Table(
                [new("job", Wraps: true), new("recipe"), new("image"), new("output")],
                jobs.Select(j => new[] { j.Name, j.Recipe, j.Image, j.Output }));
        }

        page.Line(jobs.Count == 1 ? $"1 job: {file}" : $"{jobs.Count} jobs: {file}");
    }
}
