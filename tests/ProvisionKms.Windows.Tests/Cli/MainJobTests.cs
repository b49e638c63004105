using System.Text.Json;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>inspect, plan, apply, verify and doctor as a Windows build host runs them, on WIM files, through DISM.</summary>
public sealed class MainJobTests(WindowsMachine machine) : IDisposable
{
    private static readonly Lazy<byte[]> s_image = new(() => WindowsSamples.Wim(WindowsSamples.StandardCore, WindowsSamples.Datacenter));

    private Bench? _bench;

    private Bench Bench => _bench ??= new Bench(machine, s_image.Value);

    public void Dispose() => _bench?.Dispose();

    [Fact]
    public void Doctor_finds_DISM_and_its_version()
    {
        var report = Bench.Json(0, "doctor");

        var dism = report.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "DISM");
        Assert.Contains("10.0.26100.1", dism.ToString(), StringComparison.Ordinal);
        Assert.Contains("10.0.26100.1", Bench.Run("doctor").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_tells_what_the_image_and_its_servicing_stack_say()
    {
        var report = Bench.Json(0, "inspect", "install.wim");

        Assert.Equal("wim", report.GetProperty("kind").GetString());
        Assert.Equal(["ServerStandard", "ServerDatacenter"], report.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("editionId").GetString()));
        Assert.Equal(["Server Core", "Server"], report.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("installationType").GetString()));
        Assert.Equal("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", report.GetProperty("images")[0].GetProperty("imageState").GetString());
        Assert.Contains("10.0.17763", Bench.Run("inspect", "install.wim").Out, StringComparison.Ordinal);
        Bench.AssertClean();
    }

    [Fact]
    public void Plan_has_the_key_installed_by_the_servicing_stack_and_writes_nothing()
    {
        var report = Bench.Json(0, "plan", "recipe.yaml");

        Assert.Equal(["standard", "datacenter"], report.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("edition").GetString()));
        Assert.Contains("product-key", Kinds(report));
        Assert.Contains("_DismValidateProductKey", Bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("_DismSetProductKey", Bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.False(File.Exists(Bench.Output));
        Bench.AssertClean();
    }

    [Fact]
    public void Apply_makes_what_verify_finds_and_the_second_time_changes_nothing()
    {
        var first = Bench.Json(0, "apply", "recipe.yaml");
        Assert.True(first.GetProperty("changed").GetBoolean());
        Assert.True(first.GetProperty("verification").GetProperty("ok").GetBoolean());
        Bench.AssertClean();
        Judge(Bench.Output);

        var verified = Bench.Json(0, "verify", "recipe.yaml", "--image", @"out\install.wim", "--against", "install.wim");
        Assert.Equal((true, 0), (verified.GetProperty("ok").GetBoolean(), verified.GetProperty("unplannedChanges").GetArrayLength()));
        Bench.AssertClean();

        var written = Bench.Hash(Bench.Output);
        Assert.False(Bench.Json(0, "apply", "recipe.yaml", "--image", @"out\install.wim", "--output", @"out\again.wim").GetProperty("changed").GetBoolean());
        Assert.Equal(written, Bench.Hash(Bench.Output));
    }

    [Fact]
    public void Verify_finds_what_is_missing_and_what_nobody_planned()
    {
        var missing = Bench.Json(3, "verify", "recipe.yaml", "--image", "install.wim");
        Assert.False(missing.GetProperty("ok").GetBoolean());

        Bench.Json(0, "apply", "recipe.yaml");
        File.WriteAllText(Bench.Dism["stranger.txt"], "x");
        Imaging.Tests.Tool.Run("wimtools", "wimlib-imagex", "update", Bench.Output, "1", "--command", $"add \"{Bench.Dism["stranger.txt"]}\" /Windows/stranger.txt");
        var stranger = Bench.Json(3, "verify", "recipe.yaml", "--image", @"out\install.wim", "--against", "install.wim");

        Assert.Contains("stranger.txt", stranger.GetProperty("unplannedChanges").ToString(), StringComparison.Ordinal);
        Bench.AssertClean();
    }

    [Fact]
    public void In_place_the_file_itself_is_replaced()
    {
        var report = Bench.Json(0, "apply", "recipe.yaml", "--in-place");

        Assert.EndsWith(@"\install.wim", report.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Bench.Output));
        Assert.NotEqual(Bench.SourceHash, Bench.Hash(Bench.Image));
        Judge(Bench.Image);
        Bench.AssertClean(sourceMayChange: true);
        Assert.False(Bench.Json(0, "apply", "recipe.yaml", "--in-place").GetProperty("changed").GetBoolean());
    }

    [Fact]
    public void Progress_of_DISM_is_told()
    {
        var run = Bench.Run("apply", "recipe.yaml");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Matches("mounting|writing|copying", run.Error);
    }

    [Fact]
    public void The_mount_point_of_the_registry_may_be_named_with_or_without_its_root()
    {
        var run = Bench.Dism.RunTool(new Dictionary<string, string> { ["DISM_DOUBLE_ROOTED"] = "1" }, "apply", "recipe.yaml");

        Assert.True(run.ExitCode == 0, run.All);
        Judge(Bench.Output);
        Bench.AssertClean();
    }

    /// <summary>Not our own code: wimlib-imagex and hivexregedit.</summary>
    private static void Judge(string wim)
    {
        Imaging.Tests.Tool.Run("wimtools", "wimlib-imagex", "verify", wim);
        foreach (var index in (int[])[1, 2])
        {
            var paths = WimTree.Of(wim, index).Keys;
            Assert.Contains("/Windows/Setup/Scripts/SetupComplete.cmd", paths);
            Assert.Contains("/Windows/Panther/unattend.xml", paths);
            var registry = string.Join('\n', WimTree.Registry(wim, index, "SOFTWARE"));
            Assert.Contains("\"KeyManagementServiceName\"=", registry, StringComparison.Ordinal);
            Assert.Contains("\"DigitalProductId\"=", registry, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string?> Kinds(JsonElement plan) =>
        plan.GetProperty("images")[0].GetProperty("edits").EnumerateArray().Select(edit => edit.GetProperty("kind").GetString());
}
