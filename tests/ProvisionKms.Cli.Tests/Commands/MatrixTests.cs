using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Tests.Shared;

namespace ProvisionKms.Cli.Tests.Commands;

public sealed class MatrixTests : IDisposable
{
    /// <summary>What shells, YAML, GitLab and GitHub each have a meaning for, in the name of an image.</summary>
    private const string HostileImage = "in/it's \"$HOME\" `id` $(id) ${{ secrets.T }} *[1]?{a} #! & ; %A% \\ Ü: x.wim";

    /// <summary>The same in a recipe, whose values know <c>${</c> as a reference.</summary>
    private const string HostileName = "'\" $HOME `id` $(id) {{ x }} | > - # ../.. <<: *a \\n";

    private readonly TemporaryFolder _folder = new();

    public MatrixTests()
    {
        Write("recipes/dedicated.yaml", "dedicated", "in/install.wim", "out/dedicated.wim");
        Write("recipes/more/vps.yml", "vps", "../in/install.wim", "../out/vps.wim");
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab", "--container", "registry.example.net/provision-kms:1")]
    [InlineData("kubernetes", "--container", "registry.example.net/provision-kms:1", "--claim", "images")]
    public void Every_engine_gets_its_own_form_of_every_recipe_of_a_folder(string engine, params string[] options)
    {
        var run = Run(["recipes", "--for", engine, .. options]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches($"matrix-{engine}", run.Out);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab", "--container", "x")]
    [InlineData("kubernetes", "--container", "x", "--claim", "images")]
    public void Recipes_times_images_with_hostile_names(string engine, params string[] options)
    {
        SkipWhereNamesAreNarrow();
        Write("recipes/more/vps.yml", HostileName, "x.wim", "y.wim");

        var run = Run(["recipes", "--for", engine, "--image", "in/plain.wim", "--image", HostileImage, "--output", "out", "--set", "activation.attempts=3", "--platform", "ovh-vps", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches($"matrix-hostile-{engine}", run.Out);
    }

    [Fact]
    public void The_json_of_github_is_one_line_of_ascii_that_says_what_the_list_says()
    {
        SkipWhereNamesAreNarrow();
        string[] arguments = ["recipes", "--for", "github", "--image", HostileImage, "--output", "-out", "--set", "activation.attempts=3"];

        var line = Run(arguments).Out;
        var include = JsonNode.Parse(line)!["include"]!.AsArray();
        var list = JsonNode.Parse(Run([.. arguments, "--format", "json"]).Out)!.AsArray();

        Assert.Single(line.TrimEnd().Split('\n'));
        Assert.All(line, c => Assert.True(char.IsAscii(c)));
        Assert.Equal(list.Select(j => (string?)j!["output"]), include.Select(j => (string?)j!["output"]));
        Assert.All(include, job => Assert.Equal("--set\nactivation.attempts=3", (string?)job!["arguments"]));
        Assert.Equal(HostileImage, (string?)include[0]!["image"]);

        // Not an option.
        Assert.StartsWith("./-out/dedicated/it's", (string?)include[0]!["output"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_shell_of_a_gitlab_job_hands_on_every_argument_as_it_is()
    {
        SkipWhereNamesAreNarrow();
        const string Setting = "name=it's a \"$(id)\" \\";
        var pipeline = YamlJson.Documents(Run(
            "recipes/dedicated.yaml", "--for", "gitlab", "--container", "x", "--image", HostileImage, "--output", "o'$(id) \"x\"", "--set", "report=null", "--set", Setting).Out);
        var job = Assert.Single(pipeline[0]!.AsObject()).Value!;

        Assert.Equal(
            ["apply", "recipes/dedicated.yaml", "--image", HostileImage, "--output", "o'$(id) \"x\"/it-s-a----id/" + HostileImage[3..], "--set", "report=null", "--set", Setting, "--junit", "provision-kms.xml"],
            Given("sh", "-c", (string)job["script"]![0]!));
    }

    [Fact]
    public void A_job_that_is_run_provisions_its_image()
    {
        SkipWhereNamesAreNarrow();
        using var image = ImageFolder.Server2019();
        var written = CliProcess.Start("matrix", "recipe.yaml", "--for", "gitlab", "--container", "x", "--output", "it's out");
        written.WorkingDirectory = image.Root;
        var job = YamlJson.Documents(CliProcess.Run(written).Out)[0]!["apply sample"]!;

        var tool = Path.Combine(AppContext.BaseDirectory, "provision-kms.dll");
        var run = CliProcess.Run(WithTool($"exec dotnet '{tool}' \"$@\"", image.Root, "sh", "-c", (string)job["script"]![0]!));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("verified: ", run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(image.Root, (string)job["artifacts"]!["paths"]![0]!)));
    }

    [Fact]
    public void A_pod_hands_on_the_arguments_of_its_index_as_they_are()
    {
        SkipWhereNamesAreNarrow();
        var documents = YamlJson.Documents(Run(
            ["recipes", "--for", "kubernetes", "--container", "x", "--claim", "c", "--image", HostileImage, "--output", "out", "--set", "activation.interval= 5s "]).Out);
        var list = documents[0]!["data"]!.AsObject();
        var folder = Directory.CreateDirectory(_folder.Path("list")).FullName;
        foreach (var (index, lines) in list)
        {
            File.WriteAllText(Path.Combine(folder, index), (string)lines!);
        }

        var pod = documents[1]!["spec"]!["template"]!["spec"]!;
        var command = pod["containers"]![0]!["command"]!.AsArray().Select(c => ((string)c!).Replace("/etc/provision-kms", folder, StringComparison.Ordinal));

        Assert.Equal(2, list.Count);
        Assert.Equal(
            ["apply", "recipes/more/vps.yml", "--image", HostileImage, "--output", "out/vps/" + HostileImage[3..], "--set", "activation.interval= 5s "],
            Given("env", ["JOB_COMPLETION_INDEX=1", .. command]));
    }

    [Fact]
    public void A_name_that_means_something_to_gitlab_is_no_name_of_a_job_and_no_two_jobs_have_the_same()
    {
        Write("a/pages.yaml", "pages", "1.wim", "o1.wim");
        Write("a/hidden.yaml", ".hidden", "2.wim", "o2.wim");
        Write("a/same.yaml", ".hidden", "3.wim", "o3.wim");
        Write("a/long1.yaml", "long", "4.wim", "o4.wim");
        var longName = new string('x', 250);

        var jobs = YamlJson.Documents(Run("a", "--for", "gitlab", "--container", "x").Out)[0]!.AsObject();
        var longJobs = YamlJson.Documents(
            Run("a/long1.yaml", "--for", "gitlab", "--container", "x", "--output", "out", "--image", $"{longName}1", "--image", $"{longName}2").Out)[0]!.AsObject();

        Assert.Equal(["apply .hidden", "apply long", "apply pages", "apply .hidden (2)"], jobs.Select(j => j.Key));
        Assert.Equal(2, longJobs.Count);
        Assert.All(longJobs, j => Assert.Equal(255, j.Key.Length));
    }

    [Fact]
    public void Reports_of_a_recipe_are_artifacts_too()
    {
        var job = YamlJson.Documents(Run("recipes/dedicated.yaml", "--for", "gitlab", "--container", "x", "--set", "report.html=out/r.html").Out)[0]!["apply dedicated"]!;

        Assert.Equal(["out/dedicated.wim", "out/r.html"], job["artifacts"]!["paths"]!.AsArray().Select(p => (string?)p));
    }

    [Fact]
    public void What_lies_outside_of_the_checkout_is_no_artifact()
    {
        var pipeline = YamlJson.Documents(Run("recipes", "--for", "gitlab", "--container", "x", "--output", "/srv/out").Out)[0]!.AsObject();

        Assert.All(pipeline, job => Assert.Null(job.Value!["artifacts"]!["paths"]));
    }

    [Fact]
    public void A_text_that_yaml_reads_as_something_else_is_quoted()
    {
        var yaml = Matrix.YamlText.Of(new JsonObject { ["on"] = "no", ["a"] = "1e3", ["b"] = "~", ["c"] = "a: b", ["d"] = "plain", ["e"] = "", ["f"] = true, ["g"] = 7, ["h"] = "2026-01-01", ["Y"] = "x\ny " });

        Assert.Equal("""
            "on": "no"
            a: "1e3"
            b: "~"
            c: "a: b"
            d: plain
            e: ""
            f: true
            g: 7
            h: "2026-01-01"
            "Y": "x\ny "
            """.ReplaceLineEndings("\n"), yaml);
    }

    [Fact]
    public void The_file_that_is_named_gets_what_standard_output_would()
    {
        var direct = Run("recipes", "--for", "github");

        var run = Run("recipes", "--for", "github", "--to", "made/matrix.json");
        var json = Run("recipes", "--for", "github", "--to", "made/matrix.json", "--format", "json");

        Assert.Equal("2 jobs: made/matrix.json", run.Out.TrimEnd());
        Assert.Equal(direct.Out, File.ReadAllText(_folder.Path("made/matrix.json")));
        Assert.Equal("recipes/dedicated.yaml", JsonDocument.Parse(json.Out).RootElement[0].GetProperty("recipe").GetString());
        Assert.Contains("out/vps.wim", Run("recipes", "--for", "github", "--to", "x.json", "--verbosity", "detailed").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_is_edited_in_place_where_there_is_no_output()
    {
        Write("in-place.yaml", "in-place", "install.wim", null);

        var job = JsonNode.Parse(Run("in-place.yaml", "--for", "github").Out)!["include"]![0]!;

        Assert.Equal(("install.wim", "install.wim"), ((string?)job["image"], (string?)job["output"]));
    }

    [Fact]
    public void A_recipe_without_image_needs_one()
    {
        Write("none.yaml", "none", null, null);

        Fails(Codes.JobWithoutImage, "the recipe names no image", "none.yaml", "--for", "github");
        Assert.Equal(0, Run("none.yaml", "--for", "github", "--image", "x.wim").ExitCode);
    }

    [Fact]
    public void What_one_job_writes_no_other_may_write_or_read()
    {
        Write("reader.yaml", "reader", "out/dedicated.wim", "z.wim");

        // The path that collides is said; a recipe for several images has one output.
        Fails(Codes.JobsCollide, "would write out/dedicated.wim, and so would 'dedicated a.wim'", "recipes/dedicated.yaml", "--for", "github", "--image", "a.wim", "--image", "b.wim");
        Fails(Codes.JobsCollide, "'dedicated (2)' would write out/dedicated.wim, and so would 'dedicated'", "recipes", "recipes/dedicated.yaml", "--for", "github");
        Fails(Codes.JobsCollide, "'dedicated INSTALL.WIM (2)' would write out/dedicated/INSTALL.WIM", "recipes/dedicated.yaml", "--for", "github", "--image", "1/install.wim", "--image", "2/INSTALL.WIM", "--output", "out");
        Fails(Codes.JobsCollide, "'reader' reads out/dedicated.wim, which 'dedicated' would write", "reader.yaml", "recipes", "--for", "github");
        Fails(Codes.JobsCollide, "would write report.json", "recipes", "--for", "github", "--set", "report.json=report.json");
    }

    [Fact]
    public void Limits_of_the_engines_are_told_before_the_engine_tells()
    {
        var images = Enumerable.Range(0, 257).SelectMany(i => new[] { "--image", $"{i}.wim" }).ToArray();
        Assert.Equal(0, Run(["recipes/dedicated.yaml", "--for", "github", "--output", "out", .. images[2..]]).ExitCode);
        Fails(Codes.TooManyJobs, "257 jobs are more than the 256 of a GitHub matrix", ["recipes/dedicated.yaml", "--for", "github", "--output", "out", .. images]);

        var large = string.Concat(Enumerable.Repeat("x/", 1900));
        var largeImages = images.Select(i => i == "--image" ? i : large + i).ToArray();
        Fails(Codes.TooManyJobs, "the list of 257 jobs is larger than a ConfigMap can be",
            ["recipes/dedicated.yaml", "--for", "kubernetes", "--container", "x", "--claim", "c", "--output", large, .. largeImages]);
    }

    [Fact]
    public void An_engine_names_the_options_that_it_needs_and_refuses_those_of_others()
    {
        Fails(Codes.MissingArgument, "matrix needs --for github|gitlab|kubernetes", "recipes");
        Fails(Codes.EngineOptionMissing, "gitlab needs --container IMAGE", "recipes", "--for", "gitlab");
        Fails(Codes.EngineOptionMissing, "kubernetes needs --claim NAME", "recipes", "--for", "kubernetes", "--container", "x");
        Fails(Codes.EngineOptionUnused, "--container means nothing to github; it is for gitlab or kubernetes", "recipes", "--for", "github", "--container", "x");
        Fails(Codes.EngineOptionUnused, "--mount means nothing to gitlab", "recipes", "--for", "gitlab", "--container", "x", "--mount", "/x");
    }

    [Theory]
    [InlineData("--claim", "Images")]
    [InlineData("--claim", "a..b")]
    [InlineData("--container", "a b")]
    [InlineData("--mount", "work")]
    [InlineData("--mount", "/")]
    [InlineData("--mount", "/a/../b")]
    [InlineData("--mount", "/tmp/x")]
    [InlineData("--mount", "/a:b")]
    [InlineData("--parallelism", "0")]
    [InlineData("--parallelism", "many")]
    public void What_kubernetes_would_refuse_is_refused_here(string option, string value)
    {
        string[] valid = ["--container", "x", "--claim", "c", "--mount", "/work", "--parallelism", "2"];
        valid[Array.IndexOf(valid, option) + 1] = value;

        Fails(Codes.EngineOptionInvalid, $"{option} does not accept '{value}'", ["recipes", "--for", "kubernetes", .. valid]);
    }

    [Fact]
    public void A_pod_sees_the_current_folder_and_what_is_mounted_and_no_more()
    {
        string[] arguments = ["recipes/dedicated.yaml", "--for", "kubernetes", "--container", "x", "--claim", "c"];

        Fails(Codes.PathOutsideVolume, "/srv/x.wim is neither in the current folder nor in /work", [.. arguments, "--image", "/srv/x.wim"]);
        Assert.Equal(0, Run([.. arguments, "--image", "/srv/x.wim", "--mount", "/srv"]).ExitCode);
        Assert.Equal(1, (double)YamlJson.Documents(Run([.. arguments, "--parallelism", "9"]).Out)[1]!["spec"]!["parallelism"]!);
    }

    [Fact]
    public void A_line_break_in_the_name_of_a_recipe_is_refused()
    {
        SkipWhereNamesAreNarrow();
        Write("a\nb.yaml", "x", "a.wim", "b.wim");

        Fails(Codes.PathNotPrintable, "the path has characters that cannot be seen", "a\nb.yaml", "--for", "github");
    }

    [Fact]
    public void A_secret_key_is_not_written_into_a_pipeline()
    {
        const string Secret = "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG";
        string[] arguments = ["recipes/dedicated.yaml", "--for", "gitlab", "--container", "x", "--set", "activation.method=mak", "--platform", "ovh-vps"];

        var run = Run([.. arguments, "--set", $"activation.key={Secret}"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("PKMS1024", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_to_write_is_no_recipe_and_no_image_of_the_jobs()
    {
        Fails(Codes.ConflictingOptions, "--to recipes/dedicated.yaml would overwrite a recipe or an image", "recipes", "--for", "github", "--to", "recipes/dedicated.yaml");
        Fails(Codes.NoRecipeFound, "the folder holds no recipe", Directory.CreateDirectory(_folder.Path("empty")).FullName, "--for", "github");
        Fails(Codes.UnknownPlatform, "unknown platform 'nowhere'", "recipes", "--for", "github", "--platform", "nowhere");
    }

    public void Dispose() => _folder.Dispose();

    private static void SkipWhereNamesAreNarrow() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows no quotes and line breaks in names, and has no sh");

    private void Fails(DiagnosticCode code, string message, params string[] arguments)
    {
        var run = Run(arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"error {code.Id}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    /// <summary>In a process of its own: what jobs are told depends on the current folder.</summary>
    private (int ExitCode, string Out, string Error) Run(params string[] arguments)
    {
        var start = CliProcess.Start(["matrix", .. arguments]);
        start.WorkingDirectory = _folder.Root;
        return CliProcess.Run(start);
    }

    /// <summary>What the program <c>provision-kms</c> is given by a command line, with a stand-in that writes it down.</summary>
    private string[] Given(string program, params IEnumerable<string> arguments)
    {
        var record = _folder.Path("given");
        var run = CliProcess.Run(WithTool($"printf '%s\\0' \"$@\" > '{record}'", _folder.Root, program, arguments));
        Assert.Equal((0, "", ""), run);
        return File.ReadAllText(record).Split('\0')[..^1];
    }

    /// <summary>A command line that finds a shell script under the name of the tool.</summary>
    private ProcessStartInfo WithTool(string script, string workingDirectory, string program, params IEnumerable<string> arguments)
    {
        var bin = Directory.CreateDirectory(_folder.Path("bin")).FullName;
        var tool = Path.Combine(bin, "provision-kms");
        File.WriteAllText(tool, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        return new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory, RedirectStandardError = true, RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
    }

    private void Write(string file, string name, string? image, string? output)
    {
        var path = _folder.Path(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var up = file.StartsWith("recipes/", StringComparison.Ordinal) ? "../" : "";
        File.WriteAllText(path, $"""
            recipe: 1
            name: {JsonValue.Create(name).ToJsonString()}
            platform: ovh-dedicated
            {(image is null ? "" : $"image: {{ path: {up}{image} }}")}
            {(output is null ? "" : $"output: {{ path: {up}{output} }}")}
            """);
    }
}
