using System.Text.Json;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>All scenarios, on an image of each NT version, on both of OVH's networks: from the recipe to the verdict.</summary>
public sealed class RehearseEveryWindowsTests
{
    private static readonly Lazy<byte[]> s_image = ImageFolder.Make(SampleImages.EachNtVersion);

    [Theory]
    [InlineData("ovh-dedicated", "kms.ovh.net")]
    [InlineData("ovh-vps", "kms.cloud.ovh.net")]
    public void Every_scenario_passes_on_every_Windows(string platform, string kmsHost)
    {
        RehearseTests.RequireWine();
        using var folder = ImageFolder.With(s_image);
        Assert.Equal(0, (int)CliRun.Of("apply", folder.Recipe, "--platform", platform).ExitCode);

        var run = CliRun.Of("rehearse", folder.Recipe, "--platform", platform, "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        var windows = run.Json.GetProperty("windows").EnumerateArray().ToList();
        Assert.Equal(["6.0", "6.1", "6.2", "6.3", "10.0"], windows.Select(w => w.GetProperty("ntVersion").GetString()));
        Assert.All(windows, w => Assert.Equal(kmsHost, w.GetProperty("kmsHost").GetString()));
        var scenarios = run.Json.GetProperty("scenarios").EnumerateArray().ToList();
        Assert.All(scenarios, s => Assert.Equal("passed", s.GetProperty("outcome").GetString()));
        foreach (var image in Enumerable.Range(1, windows.Count))
        {
            var played = scenarios.Where(s => IsOf(s, image)).Select(s => s.GetProperty("name").GetString()).ToList();
            Assert.InRange(played.Count, 25, 29);
            TestContext.Current.SendDiagnosticMessage($"{platform}, image {image}: {played.Count} scenarios");
        }
    }

    private static bool IsOf(JsonElement scenario, int image) => scenario.GetProperty("images").EnumerateArray().Any(i => i.GetInt32() == image);
}
