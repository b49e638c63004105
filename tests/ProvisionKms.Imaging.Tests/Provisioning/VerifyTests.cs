using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

public sealed class VerifyTests
{
    private const string Recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\n";

    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Fact]
    public void What_apply_made_is_right()
    {
        using var bench = Applied();
        Assert.Equal((true, 8, 8), Summary(bench, against: null));
        Assert.Equal((true, 8, 8), Summary(bench, against: "install.wim"));
    }

    [Fact]
    public void A_source_lacks_every_edit()
    {
        using var bench = Applied();
        var report = bench.Verify(Recipe, "install.wim");
        Assert.Equal((false, 8, 0), (report.Ok, report.Planned, report.Present));
        Assert.Contains(@"index 1: script Windows\Setup\Scripts\SetupComplete.cmd", report.Missing);
    }

    [Fact]
    public void A_recipe_of_another_host_is_not_satisfied()
    {
        using var bench = Applied();
        var report = bench.Verify(Recipe.Replace("ovh-dedicated", "ovh-vps", StringComparison.Ordinal), "out.wim");
        Assert.Equal(
            [@"index 1: file Windows\Setup\Scripts\ProvisionKms\settings.ini", @"index 1: registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform"],
            report.Missing);
    }

    [Fact]
    public void A_file_that_somebody_else_changed_is_named()
    {
        using var bench = Applied();
        var intruder = bench.Folder.Write("intruder.dll", "x");
        Tool.Run("wimtools", "wimlib-imagex", "update", bench.Folder["out.wim"], "1", $"--command=add {intruder} /Windows/System32/intruder.dll");

        var report = bench.Verify(Recipe, "out.wim", "install.wim");

        Assert.False(report.Ok);
        Assert.Empty(report.Missing);
        Assert.Contains(report.UnplannedChanges, c => c.StartsWith("index 1: added ", StringComparison.Ordinal) && c.EndsWith("intruder.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void A_description_that_somebody_else_changed_is_named()
    {
        using var bench = Applied();
        Tool.Run("wimtools", "wimlib-imagex", "info", bench.Folder["out.wim"], "1", "--image-property", "WINDOWS/PRODUCTTYPE=WinNT");

        Assert.Equal(
            ["index 1: property WINDOWS/PRODUCTTYPE was 'ServerNT', is 'WinNT'"],
            bench.Verify(Recipe, "out.wim", "install.wim").UnplannedChanges);
    }

    [Fact]
    public void A_stale_output_is_made_anew()
    {
        using var bench = Applied();
        Tool.Run("wimtools", "wimlib-imagex", "info", bench.Folder["out.wim"], "1", "--image-property", "DESCRIPTION=old");

        Assert.True(bench.Apply(Recipe).Changed);

        Assert.True(bench.Verify(Recipe, "out.wim", "install.wim").Ok);
    }

    [Fact]
    public void An_output_that_is_no_image_is_replaced()
    {
        using var bench = Applied();
        bench.Folder.Write("out.wim", "not a WIM");

        Assert.True(bench.Apply(Recipe).Changed);

        Assert.True(bench.Verify(Recipe, "out.wim", "install.wim").Ok);
    }

    [Fact]
    public void A_source_with_nothing_to_change_is_copied_to_an_output_that_is_not_there()
    {
        using var bench = Applied();
        var recipe = Recipe.Replace("install.wim", "out.wim", StringComparison.Ordinal).Replace("output: { path: out.wim }", "output: { path: copy.wim }", StringComparison.Ordinal);

        var report = bench.Apply(recipe);

        Assert.False(report.Changed);
        Assert.True(report.Verification!.Ok);
        Assert.Equal(bench.Hash("out.wim"), bench.Hash("copy.wim"));
    }

    private static Bench Applied()
    {
        var bench = new Bench();
        new SampleWim(Small).Write(bench.Folder["install.wim"]);
        bench.Apply(Recipe);
        return bench;
    }

    private static (bool Ok, int Planned, int Present) Summary(Bench bench, string? against)
    {
        var report = bench.Verify(Recipe, "out.wim", against);
        Assert.Empty(report.UnplannedChanges);
        return (report.Ok, report.Planned, report.Present);
    }
}
