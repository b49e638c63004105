using System.Text.Json;
using System.Text.Json.Serialization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Matrix;

/// <summary>
/// The matrix of a GitHub Actions job, for <c>fromJSON</c>. One line of ASCII, so that it is one line of $GITHUB_OUTPUT
/// whatever a name contains.
/// </summary>
internal sealed class GitHubEngine : IEngine
{
    /// <summary>https://docs.github.com/actions/reference/limits: jobs that one matrix can make per workflow run.</summary>
    private const int MostJobs = 256;

    public IReadOnlyList<string> Uses => [];

    public IReadOnlyList<string> Needs => [];

    public string Write(IReadOnlyList<MatrixJob> jobs, EngineSettings settings, DiagnosticBag found)
    {
        if (jobs.Count > MostJobs)
        {
            found.Add(Codes.TooManyJobs, $"{jobs.Count} jobs are more than the {MostJobs} of a GitHub matrix", hint: Codes.TooManyJobs.Hint);
        }

        var matrix = new GitHubMatrix([.. jobs.Select(GitHubJob.Of)]);
        return JsonSerializer.Serialize(matrix, GitHubJson.Default.GitHubMatrix);
    }
}

internal sealed record GitHubMatrix(IReadOnlyList<GitHubJob> Include);

/// <param name="Arguments">One per line: what a workflow hands on is text.</param>
internal sealed record GitHubJob(string Name, string Recipe, string Image, string Output, string Arguments)
{
    public static GitHubJob Of(MatrixJob job) => new(job.Name, job.Recipe, job.Image, job.Output, string.Join('\n', job.Arguments));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GitHubMatrix))]
internal sealed partial class GitHubJson : JsonSerializerContext;
