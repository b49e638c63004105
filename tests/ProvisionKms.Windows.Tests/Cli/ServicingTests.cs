using System.Text.Json;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>What only an image's own servicing stack can do, and what it must not see.</summary>
public sealed class ServicingTests(WindowsMachine machine)
{
    private const string Mak = "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG";

    private static readonly Lazy<byte[]> s_standard = new(() => WindowsSamples.Wim(WindowsSamples.Standard));

    [Fact]
    public void An_evaluation_is_set_to_its_edition_offline_where_the_image_allows_it()
    {
        using var bench = new Bench(machine, WindowsSamples.Wim(WindowsSamples.EvaluationWithAnswerFile), RecipeTexts.Standard);

        var report = bench.Json(0, "apply", "recipe.yaml");

        bench.AssertClean();
        Assert.Contains("edition", Kinds(report));
        Assert.Contains("_DismSetEdition(", bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.Contains("DismApplyUnattend(", bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.Contains("\"EditionID\"=" + Hex("ServerStandard"), WimTree.Registry(bench.Output, 1, "SOFTWARE"));
        Assert.Contains("N69G4-B89J2-4G8F4-WWYCC-J464C", Text(bench.Output, "/Windows/Panther/unattend.xml"), StringComparison.Ordinal);
        Assert.Matches(@"Edition ID:\s+ServerStandard\n", Text(Tool.Run("wimtools", "wimlib-imagex", "info", bench.Output, "1")));
        Assert.Equal(0, bench.Run("verify", "recipe.yaml", "--image", @"out\install.wim").ExitCode);
    }

    [Fact]
    public void An_evaluation_that_cannot_be_set_is_converted_at_first_boot()
    {
        var image = (SampleImages.Server2019StandardEvaluation with { FillerFiles = 5 }).WithFile("Windows/Logs/CBS/CBS.log", "");
        using var bench = new Bench(machine, WindowsSamples.Wim(image), RecipeTexts.Standard);

        bench.Json(0, "apply", "recipe.yaml");

        bench.AssertClean();
        Assert.DoesNotContain("_DismSetEdition(", bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.Contains("\"EditionID\"=" + Hex("ServerStandardEval"), WimTree.Registry(bench.Output, 1, "SOFTWARE"));
    }

    [Fact]
    public void A_key_that_the_stack_refuses_is_exit_5_before_anything_is_written()
    {
        using var bench = new Bench(machine, s_standard.Value);
        File.WriteAllText(Path.Combine(bench.Dism.Work, "..", "dism", "keys.tsv"), "");

        foreach (var command in (string[])["plan", "apply"])
        {
            var run = bench.Run(command, "recipe.yaml");
            Assert.True(run.ExitCode == 5, run.All);
            Assert.Contains("refuses the product key", run.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(bench.Output));
        bench.AssertClean();
        Assert.DoesNotContain(", 0x0)", bench.Dism.Transcript, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("call=DismMountImage,occurrence=0,fault=0x80070005")]
    [InlineData("call=DismUnmountImage,occurrence=2,fault=0x80004005")]
    public void A_MAK_is_shown_nowhere_and_not_given_to_DISM(string fault)
    {
        using var bench = new Bench(machine, s_standard.Value, RecipeTexts.Plain + "\nactivation: { method: mak, key: \"${env:SITE_MAK}\" }\n");
        bench.Dism.WriteKeys([$"{Mak}\tServerStandard\t17763\t17763\tVolume:MAK"]);
        var environment = new Dictionary<string, string> { ["SITE_MAK"] = Mak, ["DISM_DOUBLE_FAULT"] = fault };

        foreach (var command in (string[][])[["plan", "recipe.yaml"], ["apply", "recipe.yaml", "--verbosity", "detailed"], ["apply", "recipe.yaml", "--format", "json"]])
        {
            var run = bench.Dism.RunTool(environment, command);
            Assert.DoesNotContain(Mak, run.All, StringComparison.Ordinal);
            Assert.Contains(run.ExitCode, (int[])[0, 1, 4, 5]);
            Assert.True(fault.Length > 0 || run.ExitCode == 0, run.All);
        }

        Assert.DoesNotContain(Mak, bench.Dism.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(bench.Dism.Temp), log => File.ReadAllText(log).Contains(Mak, StringComparison.Ordinal));
        Assert.Empty(bench.Traces());
        if (fault.Length == 0)
        {
            Assert.Contains(Mak, Text(bench.Output, "/Windows/Panther/unattend.xml"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_directory_is_serviced_where_it_is()
    {
        using var bench = new Bench(machine, s_standard.Value);
        var folder = Directory.CreateDirectory(bench.Dism["applied"]).FullName;
        SampleTree.Write(folder, WindowsSamples.Standard);

        Assert.Equal("ServerStandard", bench.Json(0, "inspect", "applied").GetProperty("images")[0].GetProperty("editionId").GetString());
        bench.Json(0, "apply", "recipe.yaml", "--image", "applied", "--in-place");

        Assert.True(File.Exists(Path.Combine(folder, "Windows/Setup/Scripts/SetupComplete.cmd")));
        var registry = string.Join('\n', WimTree.RegistryOf(Path.Combine(folder, "Windows/System32/config/SOFTWARE")));
        Assert.Contains("\"KeyManagementServiceName\"=", registry, StringComparison.Ordinal);
        Assert.Contains("\"DigitalProductId\"=", registry, StringComparison.Ordinal);
        bench.AssertClean();
        Assert.False(bench.Json(0, "apply", "recipe.yaml", "--image", "applied", "--in-place").GetProperty("changed").GetBoolean());
    }

    [Theory]
    [InlineData("disk.vhdx", "vhdxfile")]
    [InlineData("disk.vhd", "conectix")]
    public void A_virtual_disk_is_mounted_by_DISM(string name, string signature)
    {
        using var bench = new Bench(machine, s_standard.Value);
        Disks.Write(bench.Image, bench.Dism[name], signature);
        var before = Bench.Hash(bench.Dism[name]);

        Assert.Equal("ServerStandard", bench.Json(0, "inspect", name).GetProperty("images")[0].GetProperty("editionId").GetString());
        bench.Json(0, "apply", "recipe.yaml", "--image", name, "--output", @"out\" + name);

        Assert.Equal(before, Bench.Hash(bench.Dism[name]));
        Disks.Unpack(bench.Dism["out/" + name], bench.Dism["unpacked.wim"]);
        Assert.Contains("/Windows/Setup/Scripts/SetupComplete.cmd", WimTree.Of(bench.Dism["unpacked.wim"], 1).Keys);
        Assert.Empty(bench.Dism.Mounts);
        Assert.Empty(bench.Dism.Complaints);
    }

    private static string Text(string wim, string path) => Text(WimTree.Extract(wim, 1, path));

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    private static string Hex(string text) =>
        "hex(1):" + string.Join(',', System.Text.Encoding.Unicode.GetBytes(text + "\0").Select(b => $"{b:x2}"));

    private static IEnumerable<string?> Kinds(JsonElement plan) =>
        plan.GetProperty("images")[0].GetProperty("edits").EnumerateArray().Select(edit => edit.GetProperty("kind").GetString());
}
