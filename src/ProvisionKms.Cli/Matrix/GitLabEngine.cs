using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Matrix;

/// <summary>A child pipeline for GitLab CI, one job per recipe and image. https://docs.gitlab.com/ci/yaml/</summary>
internal sealed class GitLabEngine : IEngine
{
    /// <summary>Longer names are refused: https://docs.gitlab.com/ci/jobs/#job-names.</summary>
    private const int LongestName = 255;

    /// <summary>In the checkout, which every job has for itself.</summary>
    private const string Tests = "provision-kms.xml";

    public IReadOnlyList<string> Uses => [EngineOptions.ContainerName];

    public IReadOnlyList<string> Needs => Uses;

    public string Write(IReadOnlyList<MatrixJob> jobs, EngineSettings settings, DiagnosticBag found)
    {
        var pipeline = new JsonObject();
        foreach (var job in jobs)
        {
            pipeline[Name(job, pipeline.Count + 1)] = Job(job, settings.Container);
        }

        return YamlText.Of(pipeline);
    }

    /// <summary>Begins with a word of ours: a job that is called <c>pages</c>, <c>image</c> or <c>.x</c> is something else to GitLab.</summary>
    private static string Name(MatrixJob job, int number)
    {
        var name = $"apply {job.Name}";
        if (name.Length <= LongestName)
        {
            return name;
        }

        // What is cut off may be all that told two jobs apart.
        var end = $"… {number}";
        var kept = LongestName - end.Length;
        return name[..(char.IsHighSurrogate(name[kept - 1]) ? kept - 1 : kept)] + end;
    }

    private static JsonObject Job(MatrixJob job, string container)
    {
        var written = new JsonObject
        {
            // An entrypoint of the container image would run in place of the shell that GitLab starts.
            ["image"] = new JsonObject { ["name"] = container, ["entrypoint"] = new JsonArray("") },
            ["script"] = new JsonArray(string.Join(' ', job.CommandLine().Concat(["--junit", Tests]).Select(ShellWord.Of).Prepend("provision-kms"))),
        };

        // GitLab keeps only what is inside of the checkout.
        var made = job.Reports.Prepend(job.Output).Where(path => !Path.IsPathRooted(path)).Select(path => (JsonNode)Pattern(path)).ToArray();
        var artifacts = new JsonObject { ["reports"] = new JsonObject { ["junit"] = Tests } };
        if (made.Length > 0)
        {
            artifacts["paths"] = new JsonArray(made);
        }

        written["artifacts"] = artifacts;
        return written;
    }

    /// <summary>GitLab expands variables and wildcards in this path. A question mark stands for any one character, also for these.</summary>
    private static string Pattern(string path) => string.Concat(path.Select(c => c is '$' or '%' or '*' or '[' or ']' or '{' or '}' or '!' or '\\' ? '?' : c));
}
