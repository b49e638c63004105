using System.Text.Json;
using System.Text.RegularExpressions;
using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>rehearse as a user meets it.</summary>
public sealed partial class RehearseTests : IDisposable
{
    private readonly ImageFolder _folder = ImageFolder.Server2019();

    [Fact]
    public void Transcripts_of_a_rehearsal()
    {
        RequireWine();
        _folder.WriteRecipe(ImageFolder.RecipeText + "\nactivation: { attempts: 3 }\n");
        CliRun.Of("apply", _folder.Recipe);

        var passed = CliRun.Of("rehearse", _folder.Recipe, "--scenario", "immediate-success", "--scenario", "never-reachable", "--scenario", "evaluation-edition");
        var detailed = CliRun.Of("rehearse", _folder.Recipe, "--set", "edition=datacenter", "--scenario", "task-at-startup", "--verbosity", "detailed");
        var failed = CliRun.Of("rehearse", _folder.Recipe, "--set", "edition=standard", "--platform", "ovh-vps", "--scenario", "immediate-success");

        Assert.Equal((0, 0, 3), ((int)passed.ExitCode, (int)detailed.ExitCode, (int)failed.ExitCode));
        Golden.Matches("rehearse", Transcript(passed));
        Golden.Matches("rehearse-detailed", Transcript(detailed));
        Golden.Matches("rehearse-failed", Transcript(failed));
    }

    [Fact]
    public void An_unknown_scenario_is_a_usage_error_that_names_the_nearest()
    {
        var run = CliRun.Of("rehearse", _folder.Recipe, "--scenario", "imediate-success", "--scenario", "quite-another");

        Assert.Equal((2, ""), ((int)run.ExitCode, run.Out));
        Assert.Contains("error PKMS1108: there is no scenario 'imediate-success'; did you mean 'immediate-success'?", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{Codes.UnknownScenario.Id}: there is no scenario 'quite-another'; scenarios are immediate-success, ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_was_not_provisioned_is_exit_3_and_says_what_to_do()
    {
        RequireWine();

        var run = CliRun.Of("rehearse", _folder.Recipe, "--format", "json");

        Assert.Equal(3, (int)run.ExitCode);
        Assert.Contains($"{_folder.Image}: error {Codes.NothingToRehearse.Id}: index 1 holds no activation script; run apply first", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, run.Json.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Scripts_that_are_too_large_are_refused()
    {
        RequireWine();
        using var folder = ImageFolder.With(ImageFolder.Make(Samples.SampleImages.Server2019Standard.WithFile("Windows/Setup/Scripts/setup.exe", new byte[65 << 20])));

        var run = CliRun.Of("rehearse", folder.Recipe);

        Assert.Equal(3, (int)run.ExitCode);
        Assert.Contains(Codes.ScriptsTooLarge.Id, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Wine_it_is_exit_4_and_says_what_to_install()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere there is no rehearsal at all");
        CliRun.Of("apply", _folder.Recipe);
        var start = CliProcess.Start("rehearse", _folder.Recipe, "--format", "json");
        var path = Directory.CreateDirectory(Path.Combine(_folder.Root, "path")).FullName;
        File.CreateSymbolicLink(Path.Combine(path, "dotnet"), Dotnet());
        start.Environment["PATH"] = path;

        var (exitCode, output, error) = CliProcess.Run(start);

        Assert.Equal(4, exitCode);
        Assert.Contains("PKMS3061", error, StringComparison.Ordinal);
        Assert.Contains("apt-get install wine", error, StringComparison.Ordinal);
        Assert.Equal(4, JsonDocument.Parse(output).RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void Cancelled_is_exit_130()
    {
        RequireWine();
        CliRun.Of("apply", _folder.Recipe);
        var files = _folder.Files;

        var run = CliRun.Of(new Surroundings { Cancellation = new CancellationToken(canceled: true) }, "rehearse", _folder.Recipe);

        Assert.Equal((130, ""), ((int)run.ExitCode, run.Out));
        Assert.Equal(files, _folder.Files);
    }

    [Fact]
    public void An_image_of_another_recipe_fails_and_says_at_which_call()
    {
        RequireWine();
        CliRun.Of("apply", _folder.Recipe);

        var run = CliRun.Of("rehearse", _folder.Recipe, "--platform", "ovh-vps", "--scenario", "immediate-success", "--format", "json");

        Assert.Equal(3, (int)run.ExitCode);
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal("failed", run.Json.GetProperty("outcome").GetString());
        Assert.Contains($"error {Codes.ScenarioFailed.Id}: immediate-success: sets a KMS host that is not the recipe's, kms.cloud.ovh.net:1688 (call ", run.Error, StringComparison.Ordinal);
        Assert.Contains("-skms kms.ovh.net:1688)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_fields_of_the_contract()
    {
        RequireWine();
        CliRun.Of("apply", _folder.Recipe);

        var report = CliRun.Of("rehearse", _folder.Recipe, "--image", _folder.Output, "--scenario", "immediate-success", "--format", "json").Json;

        HasFields(report, "ok", "outcome", "scenarios");
        var scenario = report.GetProperty("scenarios")[0];
        HasFields(scenario, "name", "ok", "outcome", "commands", "elapsedMs", "virtualSeconds");
        HasFields(scenario.GetProperty("commands")[0], "command", "exitCode");
        Assert.Equal([1, 2], scenario.GetProperty("images").EnumerateArray().Select(i => i.GetInt32()));
        Assert.Equal([3, 4], report.GetProperty("scenarios")[1].GetProperty("images").EnumerateArray().Select(i => i.GetInt32()));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The log has the time of the machine that rehearses, in the form of its Wine; scripts measure their commands by it.</summary>
    private string Transcript(CliRun run) =>
        Limit().Replace(WineVersion().Replace(TimeOfDay().Replace(_folder.Transcript(run), "DATE TIME"), "Wine N"), "//T:N");

    [GeneratedRegex(@"//T:\d+")]
    private static partial Regex Limit();

    [GeneratedRegex(@"\d+/\d+/\d+\s+\d+:\d+\s+[AP]M")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"Wine \d[\w.-]*")]
    private static partial Regex WineVersion();

    /// <summary>Wine may lie in the same folder.</summary>
    private static string Dotnet()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
        return File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
    }

    internal static void RequireWine()
    {
        try
        {
            WineInstallation.Find();
        }
        catch (ProvisionException missing)
        {
            Assert.Skip($"needs Wine: {missing.Message}");
        }
    }

    private static void HasFields(JsonElement element, params string[] names) =>
        Assert.Empty(names.Except(element.EnumerateObject().Select(p => p.Name)));
}
