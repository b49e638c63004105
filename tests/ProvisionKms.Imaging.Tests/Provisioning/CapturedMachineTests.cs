using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>
/// An image on which Setup is over, end to end: what starts the script is a start-up script of the local Group Policy.
/// Judged by iconv, hivexget and wimlib-imagex, not by our own readers.
/// </summary>
public sealed class CapturedMachineTests
{
    private const string Policies = "Windows/System32/GroupPolicy";
    private const string Ours = "[{42B5FAAE-6536-11D2-AE5A-0000F87571E3}{40B6664F-4972-11D1-A7CA-0000F87571E3}]";

    private static readonly SampleImage Captured = SampleImages.Server2019Standard.Captured() with { FillerFiles = 5 };

    [Fact]
    public void A_directory_gets_a_start_up_script()
    {
        using var bench = Mounted(Captured);

        var report = bench.Apply("recipe: 1\nplatform: ovh-dedicated\nimage: { path: image }\n");

        Assert.Equal(new ReportedTrigger("no", true, "Windows Setup is over on this image"), report.Images[0].Trigger);
        Assert.Equal(Codes.ImageAlreadyComplete, Assert.Single(report.Findings).Code);
        Assert.Equal("[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n", Narrow(bench.Folder[$"image/{Policies}/Machine/Scripts/scripts.ini"]));
        Assert.Equal($"[General]\r\ngPCFunctionalityVersion=2\r\ngPCMachineExtensionNames={Ours}\r\nVersion=1\r\n", File.ReadAllText(bench.Folder[$"image/{Policies}/gpt.ini"]));
        Assert.Contains("Activate.cmd\" startup", File.ReadAllText(bench.Folder[$"image/{Policies}/Machine/Scripts/Startup/ProvisionKms.cmd"]), StringComparison.Ordinal);
        Assert.Equal("DeadlineSeconds=540", File.ReadLines(bench.Folder["image/Windows/Setup/Scripts/ProvisionKms/settings.ini"]).Single(l => l.StartsWith("Deadline", StringComparison.Ordinal)));
        Assert.Equal("0", HiveText(bench.Folder["image/Windows/System32/config/SYSTEM"], "Setup", "SetupType"));
    }

    [Fact]
    public void Scripts_that_were_there_still_run_and_twice_is_once()
    {
        var theirs = "\r\n[Startup]\r\n0CmdLine=theirs.cmd\r\n0Parameters=/x\r\n[Shutdown]\r\n0CmdLine=down.cmd\r\n0Parameters=\r\n";
        using var bench = Mounted(Captured
            .WithFile($"{Policies}/Machine/Scripts/Scripts.ini", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(theirs)])
            .WithFile($"{Policies}/GPT.INI", "[General]\r\ngPCMachineExtensionNames=[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]\r\nVersion=65539\r\n"));
        const string Recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: image }\n";

        bench.Apply(Recipe);
        var second = bench.Apply(Recipe);

        Assert.Equal(theirs.Replace("/x\r\n", "/x\r\n1CmdLine=ProvisionKms.cmd\r\n1Parameters=\r\n", StringComparison.Ordinal), Narrow(bench.Folder[$"image/{Policies}/Machine/Scripts/Scripts.ini"]));
        Assert.Contains($"{{D02B1F72-3407-48AE-BA88-E8213C6761F1}}]{Ours}\r\nVersion=65540\r\n", File.ReadAllText(bench.Folder[$"image/{Policies}/GPT.INI"]), StringComparison.Ordinal);
        Assert.False(second.Changed);
        Assert.True(bench.Verify(Recipe, "image").Ok);
    }

    [Fact]
    public void A_WIM_gets_it_in_the_captured_image_alone()
    {
        using var bench = new Bench();
        new SampleWim(SampleImages.Server2019Datacenter with { FillerFiles = 5 }, Captured).Write(bench.Folder["install.wim"]);
        const string Recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\n";

        var report = bench.Apply(Recipe);

        Assert.Equal(["yes", "no"], report.Images.Select(i => i.Trigger!.SetupComplete));
        Assert.True(bench.Verify(Recipe, "out.wim", against: "install.wim").Ok);
        Assert.False(bench.Apply(Recipe).Changed);
        Tool.Run("wimtools", "wimlib-imagex", "extract", bench.Folder["out.wim"], "2", $"/{Policies}", $"--dest-dir={bench.Folder["out"]}");
        Assert.Equal("[Startup]\r\n0CmdLine=ProvisionKms.cmd\r\n0Parameters=\r\n", Narrow(bench.Folder["out/GroupPolicy/Machine/Scripts/scripts.ini"]));
        Assert.DoesNotContain(Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", bench.Folder["out.wim"], "1")).Split('\n'), line => line.Contains("GroupPolicy", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_shows_what_starts_at_first_boot()
    {
        using var bench = new Bench();
        new SampleWim(SampleImages.Server2019Datacenter with { FillerFiles = 5 }, Captured).Write(bench.Folder["install.wim"]);

        Assert.Equal(["yes", "no"], bench.Inspect("install.wim").Images.Select(i => i.Trigger!.SetupComplete));
        Assert.All(bench.Inspect("install.wim", quick: true).Images, i => Assert.Null(i.Trigger));
    }

    [Fact]
    public void State_ini_speaks_where_the_hive_is_silent()
    {
        using var bench = Mounted(Captured with { ImageState = null, Setup = SampleSetup.Generalized });
        bench.Folder.Write("image/Windows/Setup/State/State.ini", "[State]\r\nImageState=IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT\r\n");
        var image = bench.Inspect("image").Images[0];
        Assert.Equal(("IMAGE_STATE_SPECIALIZE_RESEAL_TO_AUDIT", "after-audit"), (image.ImageState, image.Trigger!.SetupComplete));
        Assert.Equal(Codes.ImageInAuditMode, Assert.Single(bench.Plan("recipe: 1\nplatform: ovh-dedicated\nimage: { path: image }\n").Findings).Code);
    }

    /// <summary>Of machines in use, from Windows 7 to 10; no ImageState beside them, so that they alone decide.</summary>
    [Theory]
    [InlineData("fox-it__dissect.regf__SYSTEM.xz")]
    [InlineData("mkorman90__regipy__SYSTEM.xz")]
    [InlineData("mkorman90__regipy__SYSTEM_2.xz")]
    [InlineData("mkorman90__regipy__SYSTEM_WIN_10_1709.xz")]
    public void Real_SYSTEM_hives_of_machines_in_use_start_no_Setup(string hive)
    {
        using var bench = Mounted(Captured with { ImageState = null });
        var packed = Assert.Single(ProvisionKms.Tests.Corpus.Files("hives", hive));
        File.WriteAllBytes(bench.Folder["image/Windows/System32/config/SYSTEM"], Tool.Run("xz-utils", "xz", "-dc", packed));
        Assert.Equal("no", bench.Inspect("image").Images[0].Trigger!.SetupComplete);
    }

    private static Bench Mounted(SampleImage image)
    {
        var bench = new Bench();
        SampleTree.Write(Directory.CreateDirectory(bench.Folder["image"]).FullName, image);
        return bench;
    }

    private static string Narrow(string file)
    {
        var text = Encoding.UTF8.GetString(Tool.Run("libc-bin", "iconv", "-f", "UTF-16LE", "-t", "UTF-8", file));
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        return text[1..];
    }

    private static string HiveText(string hive, string key, string value) =>
        Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", hive, key, value)).Trim();
}
