using System.Text.Json;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>inspect, plan, apply and verify on a real WIM, as a user meets them.</summary>
public sealed class ImageCommandTests : IDisposable
{
    private static readonly Lazy<byte[]> s_captured = ImageFolder.Make(SampleImages.Server2019Standard.Captured()
        .WithFile("Program Files/Cloudbase Solutions/Cloudbase-Init/conf/cloudbase-init.conf", "[DEFAULT]\r\nkms_host=kms.example.net\r\n")
        .WithFile("Windows/Setup/Scripts/SetupComplete.cmd", "sc config cloudbase-init start= auto && net start cloudbase-init\r\n"));

    private readonly ImageFolder _folder = ImageFolder.Server2019();

    [Fact]
    public void Transcripts_of_the_main_job()
    {
        Golden.Matches("inspect", _folder.Transcript(CliRun.Of("inspect", _folder.Image)));
        Golden.Matches("inspect-quick", _folder.Transcript(CliRun.Of("inspect", _folder.Image, "--quick")));
        Golden.Matches("inspect-detailed", _folder.Transcript(CliRun.Of("inspect", _folder.Image, "--verbosity", "detailed")));
        Golden.Matches("plan", _folder.Transcript(CliRun.Of("plan", _folder.Recipe)));
        Golden.Matches("apply", _folder.Transcript(CliRun.Of("apply", _folder.Recipe)));
        Golden.Matches("apply-again", _folder.Transcript(CliRun.Of("apply", _folder.Recipe)));
        Golden.Matches("verify", _folder.Transcript(CliRun.Of("verify", _folder.Recipe, "--image", _folder.Output, "--against", _folder.Image)));
        Golden.Matches("inspect-after", _folder.Transcript(CliRun.Of("inspect", _folder.Output)));
    }

    [Fact]
    public void Transcripts_of_a_captured_machine_with_an_agent()
    {
        using var folder = ImageFolder.With(s_captured);
        Golden.Matches("inspect-captured", folder.Transcript(CliRun.Of("inspect", folder.Image)));
        Golden.Matches("plan-captured", folder.Transcript(CliRun.Of("plan", folder.Recipe)));
    }

    [Fact]
    public void Inspect_has_the_fields_of_the_contract()
    {
        var report = CliRun.Of("inspect", _folder.Image, "--format", "json").Json;

        HasFields(report, "path", "kind", "images");
        Assert.Equal(4, report.GetProperty("images").GetArrayLength());
        HasFields(
            report.GetProperty("images")[0],
            "index", "name", "editionId", "installationType", "architecture", "version", "product", "edition", "evaluation", "key",
            "imageState", "setupComplete", "answerFiles", "kmsHost", "kmsPort");
    }

    [Fact]
    public void Plan_has_the_fields_of_the_contract_and_writes_nothing()
    {
        var before = File.ReadAllBytes(_folder.Image);
        var files = _folder.Files;

        var report = CliRun.Of("plan", _folder.Recipe, "--format", "json").Json;

        HasFields(report, "recipe", "platform", "image", "output", "changed", "images");
        HasFields(report.GetProperty("platform"), "id", "kmsHost", "kmsPort");
        HasFields(report.GetProperty("images")[0], "index", "product", "edition", "key", "edits");
        HasFields(report.GetProperty("images")[0].GetProperty("edits")[0], "kind", "target", "action", "value", "why");
        Assert.False(report.TryGetProperty("verification", out _));
        Assert.Equal(files, _folder.Files);
        Assert.Equal(before, File.ReadAllBytes(_folder.Image));
    }

    [Fact]
    public void Apply_says_what_changed_and_the_second_time_that_nothing_did()
    {
        var first = CliRun.Of("apply", _folder.Recipe, "--format", "json");
        var written = File.ReadAllBytes(_folder.Output);
        var second = CliRun.Of("apply", _folder.Recipe, "--format", "json");

        Assert.Equal((0, 0), ((int)first.ExitCode, (int)second.ExitCode));
        Assert.True(first.Json.GetProperty("changed").GetBoolean());
        Assert.False(second.Json.GetProperty("changed").GetBoolean());
        HasFields(first.Json.GetProperty("verification"), "ok", "planned", "present", "unplannedChanges");
        HasFields(first.Json, "elapsedMs");
        Assert.Equal(written, File.ReadAllBytes(_folder.Output));
    }

    [Fact]
    public void In_place_takes_the_place_of_the_output_of_the_recipe()
    {
        var run = CliRun.Of("apply", _folder.Recipe, "--in-place", "--format", "json");

        Assert.Equal(0, (int)run.ExitCode);
        Assert.Equal(_folder.Image, run.Json.GetProperty("output").GetString());
        Assert.False(File.Exists(_folder.Output));
    }

    [Fact]
    public void Verify_of_an_image_that_was_never_provisioned_is_exit_3_and_names_what_is_missing()
    {
        var run = CliRun.Of("verify", _folder.Recipe, "--image", _folder.Image, "--format", "json");

        Assert.Equal(3, (int)run.ExitCode);
        HasFields(run.Json, "ok", "planned", "present", "missing", "unplannedChanges");
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(run.Json.GetProperty("missing").GetArrayLength(), run.Error.Split('\n').Count(l => l.Contains("error PKMS5001: missing: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Verify_needs_an_image()
    {
        var run = CliRun.Of("verify", _folder.Recipe);

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("PKMS1102: verify needs --image PATH", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_not_what_the_recipe_names_is_exit_5()
    {
        var run = CliRun.Of("plan", _folder.Recipe, "--set", "product=windows-server-2016", "--set", "edition=standard", "--format", "json");

        Assert.Equal(5, (int)run.ExitCode);
        Assert.Equal(5, run.Json.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void A_damaged_image_is_exit_5()
    {
        File.WriteAllBytes(_folder.Image, File.ReadAllBytes(_folder.Image)[..20_000]);

        var run = CliRun.Of("inspect", _folder.Image);

        Assert.Equal((5, ""), ((int)run.ExitCode, run.Out));
        Assert.Matches("error PKMS2[0-9]{3}: ", run.Error);
    }

    [Fact]
    public void An_image_that_is_not_there_is_exit_5()
    {
        var run = CliRun.Of("inspect", Path.Combine(_folder.Root, "absent.wim"));

        Assert.Equal(5, (int)run.ExitCode);
        Assert.Contains("error PKMS2001: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_recipe_is_exit_2_and_no_image_is_opened()
    {
        _folder.WriteRecipe(ImageFolder.RecipeText.Replace("platform:", "plattform:", StringComparison.Ordinal));

        var run = CliRun.Of("apply", _folder.Recipe, "--image", "absent.wim");

        Assert.Equal((2, ""), ((int)run.ExitCode, run.Out));
        Assert.Contains($"{_folder.Recipe}(5,1): error PKMS1003: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_exit_1_and_the_source_is_intact()
    {
        var before = File.ReadAllBytes(_folder.Image);
        File.WriteAllText(Path.Combine(_folder.Root, "out"), "a file where a folder is wanted");

        var run = CliRun.Of("apply", _folder.Recipe);

        Assert.Equal((1, ""), ((int)run.ExitCode, run.Out));
        Assert.Matches("error PKMS4[0-9]{3}: ", run.Error);
        Assert.Equal(before, File.ReadAllBytes(_folder.Image));
    }

    [Fact]
    public void A_library_that_is_missing_is_exit_4()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the Linux loader can be pointed at another library");
        File.WriteAllText(Path.Combine(_folder.Root, "libwim.so.15"), "no library");
        var start = CliProcess.Start("plan", _folder.Recipe, "--format", "json");
        start.Environment["LD_LIBRARY_PATH"] = _folder.Root;

        var (exitCode, output, error) = CliProcess.Run(start);

        Assert.Equal(4, exitCode);
        Assert.Contains("PKMS3001", error, StringComparison.Ordinal);
        Assert.Equal(4, JsonDocument.Parse(output).RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Cancelled_is_exit_130_and_leaves_nothing()
    {
        var files = _folder.Files;
        var surroundings = new Surroundings { Cancellation = new CancellationToken(canceled: true) };

        var run = CliRun.Of(surroundings, "apply", _folder.Recipe, "--format", "json");

        Assert.Equal(130, (int)run.ExitCode);
        Assert.Equal(130, run.Json.GetProperty("exitCode").GetInt32());
        Assert.Equal("provision-kms: cancelled", run.Error.TrimEnd());
        Assert.Equal(files, _folder.Files);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void A_secret_key_is_nowhere_in_the_output(string format)
    {
        const string Mak = "N69G4-B89J2-4G8F4-WWYCC-J464C";
        _folder.WriteRecipe($$"""
            recipe: 1
            name: secret
            product: windows-server-2019
            edition: standard
            activation: { method: mak, key: "${env:SECRET_KEY}" }
            image: { path: install.wim }
            output: { path: out/install.wim }
            """);
        var surroundings = new Surroundings { Environment = new Dictionary<string, string> { ["SECRET_KEY"] = Mak } };

        foreach (var command in new[] { "lint", "plan", "apply" })
        {
            var run = CliRun.Of(surroundings, command, _folder.Recipe, "--format", format, "--verbosity", "detailed");

            Assert.DoesNotContain(Mak[..^5], run.Out + run.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_name_inside_an_image_cannot_steer_the_terminal()
    {
        // XML allows these two: CSI in its one-character form, and the override of the writing direction.
        using var folder = ImageFolder.With(ImageFolder.Make(SampleImages.Server2019Standard with { Name = "name \u009B31m\u202E" }));

        var run = CliRun.Of(new Surroundings { IsTerminal = true }, "inspect", folder.Image, "--no-color");

        Assert.Equal(0, (int)run.ExitCode);
        Assert.Contains("index 1: name \uFFFD31m\uFFFD", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_writes_files_and_lists_them()
    {
        var to = Path.Combine(_folder.Root, "rendered");

        var run = CliRun.Of(
            "render", _folder.Recipe, "--to", to, "--set", "product=windows-server-2019", "--set", "edition=standard", "--format", "json");

        Assert.Equal(0, (int)run.ExitCode);
        var files = run.Json.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Contains(Path.Combine(to, "unattend.xml"), files);
        Assert.All(files, f => Assert.True(File.Exists(f), f));
    }

    public void Dispose() => _folder.Dispose();

    private static void HasFields(JsonElement element, params string[] names) =>
        Assert.Empty(names.Except(element.EnumerateObject().Select(p => p.Name)));
}
