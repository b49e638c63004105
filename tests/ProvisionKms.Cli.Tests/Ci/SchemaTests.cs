using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Cli.Tests.Ci;

/// <summary>What the tool writes and the documentation shows for CI and clusters, judged by what others publish about the form.</summary>
public sealed partial class SchemaTests
{
    private const string Workflow = "HttpsJsonSchemastoreOrgGithubWorkflowJson";
    private const string Action = "HttpsJsonSchemastoreOrgGithubActionJson";

    [Theory]
    [InlineData("matrix-gitlab")]
    [InlineData("matrix-hostile-gitlab")]
    public void GitLab_reads_the_pipeline_and_its_names(string transcript)
    {
        var text = Text(transcript);
        var names = YamlJson.Documents(text)[0]!.AsObject().Select(job => job.Key);

        Assert.Equal(string.Join('\n', names), Judges.GitLab(text));
        Assert.StartsWith("refused: ", Judges.GitLab(text.Replace("paths:", "path:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_reads_the_pipelines_of_the_documentation() => Assert.Equal(
        ["list\napply", "apply windows-server-2019-standard server-2019.wim"],
        Samples("docs/ci/gitlab.md").Select(Judges.GitLab));

    [Fact]
    public void The_workflow_of_the_documentation_is_what_GitHub_reads()
    {
        var samples = Samples("docs/ci/github.md").Select(text => YamlJson.Documents(text)[0]).ToList();
        var workflow = samples[0]!;

        // The second sample is the last steps of a job.
        var withAction = workflow.DeepClone();
        withAction["jobs"]!["apply"]!["steps"] = samples[1]!.DeepClone();

        Assert.Equal("", Judges.SchemaStore("github-workflow", Workflow, workflow, withAction));

        workflow["jobs"]!["apply"]!["strategy"] = "no strategy";
        Assert.Contains("TS2322", Judges.SchemaStore("github-workflow", Workflow, workflow), StringComparison.Ordinal);
    }

    [Fact]
    public void The_action_is_what_GitHub_reads()
    {
        var action = YamlJson.Documents(File.ReadAllText(Repository("action.yml")))[0]!;

        Assert.Equal("", Judges.SchemaStore("github-action", Action, action));

        action["runs"]!["using"] = "nothing";
        Assert.Contains("TS2322", Judges.SchemaStore("github-action", Action, action), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("matrix-kubernetes")]
    [InlineData("matrix-hostile-kubernetes")]
    public void The_Job_and_its_list_are_what_Kubernetes_reads(string transcript)
    {
        var documents = Transcript(transcript);
        var broken = documents[1]!.DeepClone();
        broken["spec"]!["completions"] = "many";

        var judged = Judges.Kubernetes(("v1/ConfigMap", documents[0]), ("batch/v1/Job", documents[1]), ("batch/v1/Job", broken));

        Assert.Equal(["valid", "valid"], judged.Take(2));
        Assert.NotEqual("valid", judged[2]);
    }

    private static IReadOnlyList<JsonNode?> Transcript(string name) => YamlJson.Documents(Text(name));

    private static string Text(string transcript) => File.ReadAllText(Repository("tests", "ProvisionKms.Cli.Tests", "Golden", $"{transcript}.txt"));

    private static IEnumerable<string> Samples(string page) =>
        Sample().Matches(File.ReadAllText(Repository(page))).Select(m => m.Groups[1].Value);

    private static string Repository(params string[] path) => Path.Combine([Golden.RepositoryRoot, .. path]);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
