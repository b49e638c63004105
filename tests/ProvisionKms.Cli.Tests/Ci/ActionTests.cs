using System.Diagnostics;
using System.Text.Json.Nodes;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Cli.Tests.Ci;

/// <summary>The composite action: its scripts, run as GitHub runs them, with a stand-in for the tool.</summary>
public sealed class ActionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static JsonNode Action { get; } = YamlJson.Documents(File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "action.yml")))[0]!;

    [Fact]
    public void No_script_has_text_of_others_in_it() =>
        Assert.All(Action["runs"]!["steps"]!.AsArray(), step => Assert.DoesNotContain("${{", (string?)step!["run"] ?? "", StringComparison.Ordinal));

    [Fact]
    public void Every_input_is_used()
    {
        var steps = Action["runs"]!["steps"]!.AsArray().Select(s => s!.ToString()).ToList();

        Assert.All(Action["inputs"]!.AsObject(), input => Assert.Contains(steps, s => s.Contains($"inputs.{input.Key} }}}}", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_tool_gets_the_inputs_as_they_are_and_the_action_says_where_the_result_is()
    {
        var (exitCode, given, outputs) = Provision("{\"output\": \"/out/a b.wim\"}", exit: 0, ("RECIPE", "-$(id).yaml"), ("IMAGE", "it's `id`;.wim"), ("OUTPUT", "-o \"x\""),
            ("PLATFORM", "ovh-vps"), ("ARGUMENTS", "--set\nname=a  b $HOME\n\n"));

        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["apply", "--format=json", "--image=it's `id`;.wim", "--output=-o \"x\"", "--platform=ovh-vps", "--set", "name=a  b $HOME", "--", "-$(id).yaml"],
            given);
        Assert.StartsWith("report=", outputs[0], StringComparison.Ordinal);
        Assert.Contains("/out/a b.wim", File.ReadAllText(outputs[0]["report=".Length..]), StringComparison.Ordinal);
        Assert.Equal("/out/a b.wim", outputs[2]);
    }

    [Fact]
    public void Inputs_that_are_not_given_are_left_out_and_the_exit_code_is_the_tool_s()
    {
        var (exitCode, given, outputs) = Provision("{\"diagnostics\": [], \"exitCode\": 5}", exit: 5, ("RECIPE", "a.yaml"));

        Assert.Equal(5, exitCode);
        Assert.Equal(["apply", "--format=json", "--", "a.yaml"], given);
        Assert.Equal(3, outputs.Length);
    }

    /// <summary>The stand-in takes everything; this says that the tool reads it so.</summary>
    [Fact]
    public void The_tool_itself_takes_a_recipe_behind_two_hyphens()
    {
        var run = CliRun.Of("plan", "--format=json", "--image=-x.wim", "--output=-y.wim", "--", "-absent.yaml");

        Assert.Equal("PKMS1001", run.Json.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string[] Given, string[] Outputs) Provision(string report, int exit, params IReadOnlyList<(string Name, string Value)> inputs)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-in for the tool is a shell script");
        Assert.SkipWhen(!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(f => File.Exists(Path.Combine(f, "jq"))), "jq is not installed (Debian: apt-get install jq)");
        var tool = Path.Combine(_folder.Root, "provision-kms");
        File.WriteAllText(tool, $"#!/bin/sh\nprintf '%s\\0' \"$@\" > '{_folder.Path("given")}'\necho '{report}'\nexit {exit}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        var step = Action["runs"]!["steps"]!.AsArray().Single(s => (string?)s!["id"] == "apply")!;
        var script = _folder.Path("script.sh");
        File.WriteAllText(script, (string)step["run"]!);

        // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, _) in step["env"]!.AsObject())
        {
            start.Environment[name] = inputs.FirstOrDefault(i => i.Name == name).Value ?? "";
        }

        start.Environment["PATH"] = $"{_folder.Root}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["RUNNER_TEMP"] = _folder.Root;
        start.Environment["GITHUB_OUTPUT"] = _folder.Path("outputs");
        var (exitCode, _, error) = CliProcess.Run(start);
        Assert.Equal("", error);
        return (exitCode, File.ReadAllText(_folder.Path("given")).Split('\0')[..^1], File.ReadAllLines(_folder.Path("outputs")));
    }
}
