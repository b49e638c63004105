namespace ProvisionKms.Cli.Tests.Commands;

public sealed class LintTests : IDisposable
{
    private const string Good = """
        recipe: 1
        name: good
        product: windows-server-2019
        edition: standard
        platform: ovh-dedicated
        image: { path: install.wim }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_valid_recipe_is_exit_0()
    {
        var run = CliRun.Of("lint", Write("good.yaml", Good));

        Assert.Equal((0, ""), ((int)run.ExitCode, run.Error));
        Assert.Equal("1 recipe checked, all valid", run.Out.TrimEnd());
    }

    [Fact]
    public void Findings_are_lines_that_build_tools_parse_and_exit_2()
    {
        var file = Write("bad.yaml", Good.Replace("ovh-dedicated", "ovh-dedicted", StringComparison.Ordinal));

        var run = CliRun.Of("lint", file);

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Equal($"{file}(5,11): error PKMS1004: unknown platform 'ovh-dedicted'; did you mean 'ovh-dedicated'?", run.Error.TrimEnd());
        Assert.Equal("1 recipe checked, 1 invalid", run.Out.TrimEnd());
    }

    [Fact]
    public void Every_recipe_of_a_folder_is_checked_and_all_findings_are_shown()
    {
        Write("a/one.yaml", Good);
        Write("a/b/two.yml", Good.Replace("standard", "standart", StringComparison.Ordinal));
        Write("a/three.yaml", Good.Replace("recipe: 1", "recipe: 2", StringComparison.Ordinal));
        Write("a/readme.txt", "no recipe");

        var run = CliRun.Of("lint", _folder.Path("a"), "--format", "json");

        Assert.Equal(2, (int)run.ExitCode);
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(2, run.Json.GetProperty("exitCode").GetInt32());
        Assert.Equal(
            [("two.yml", false), ("one.yaml", true), ("three.yaml", false)],
            run.Json.GetProperty("recipes").EnumerateArray().Select(r => (Path.GetFileName(r.GetProperty("path").GetString())!, r.GetProperty("ok").GetBoolean())));
        Assert.All(run.Json.GetProperty("diagnostics").EnumerateArray(), d => Assert.True(d.GetProperty("line").GetInt32() > 0));
    }

    [Fact]
    public void A_folder_without_recipes_is_exit_2()
    {
        var run = CliRun.Of("lint", _folder.Root);

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("error PKMS1106: the folder holds no recipe", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_exit_2()
    {
        var run = CliRun.Of("lint", _folder.Path("absent.yaml"));

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("PKMS1001", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_take_the_place_of_what_the_recipe_says()
    {
        var file = Write("good.yaml", Good);

        Assert.Equal(0, (int)CliRun.Of("lint", file, "--platform", "ovh-public-cloud", "--set", "activation.attempts=3").ExitCode);
        Assert.Contains("PKMS1004", CliRun.Of("lint", file, "--platform", "nowhere").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_and_in_place_contradict_each_other()
    {
        var run = CliRun.Of("lint", Write("good.yaml", Good), "--output", "x.wim", "--in-place");

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("error PKMS1105: --output and --in-place contradict each other", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_must_be_named()
    {
        var run = CliRun.Of("lint");

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("PKMS1102: lint needs RECIPE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_of_the_run_is_the_one_that_recipes_refer_to()
    {
        var file = Write("env.yaml", Good.Replace("platform: ovh-dedicated", "platform: ${env:PLACE}", StringComparison.Ordinal));
        var surroundings = new Surroundings { Environment = new Dictionary<string, string> { ["PLACE"] = "ovh-vps" } };

        Assert.Equal(0, (int)CliRun.Of(surroundings, "lint", file).ExitCode);
        Assert.Equal(2, (int)CliRun.Of("lint", file).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        var path = _folder.Path(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
