using ProvisionKms.Cli.Doctor;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Tests.Doctor;

/// <summary>Windows machines that are made up; judging them needs no Windows.</summary>
public sealed class WindowsChecksTests
{
    private static readonly WindowsFacts Good = new(
        IsAdministrator: true, LongPaths: true,
        new DismLibraryState(@"C:\Windows\System32\dismapi.dll", "10.0.20348.2849", "of this Windows"), Mounts: [], "/tmp/");

    [Fact]
    public void A_machine_that_has_all_is_no_finding() => Assert.All(WindowsChecks.Of(Good), c => Assert.Equal("ok", c.Status));

    [Fact]
    public void What_DISM_is_there_is_told_with_its_version_and_origin() =>
        Assert.Equal(@"10.0.20348.2849, of this Windows (C:\Windows\System32\dismapi.dll); for images as old or older", Of(Good, "DISM").Found);

    [Fact]
    public void Without_elevation_nothing_can_be_serviced()
    {
        var check = Of(Good with { IsAdministrator = false }, "administrator");
        Assert.Equal(("missing", Codes.ElevationNeeded, ExitCode.MachineLacksSomething), (check.Status, check.Problem!.Code, check.Problem.Code.ExitCode));
    }

    [Fact]
    public void Without_DISM_no_image_can_be_opened()
    {
        var check = Of(Good with { Dism = null }, "DISM");
        Assert.Equal(("missing", Codes.DismMissing), (check.Status, check.Problem!.Code));
    }

    [Theory]
    [InlineData(true, "enabled", "ok")]
    [InlineData(null, "unknown", "ok")]
    [InlineData(false, "not enabled", "warning")]
    public void Long_paths_are_a_warning_where_they_are_known_to_be_off(bool? enabled, string found, string status)
    {
        var check = Of(Good with { LongPaths = enabled }, "long paths");
        Assert.Equal((found, status), (check.Found, check.Status));
        Assert.Equal(enabled == false ? Codes.LongPathsOff : null, check.Problem?.Code);
    }

    [Fact]
    public void A_mount_of_a_killed_run_is_a_warning_that_says_how_to_repair_it()
    {
        var check = Of(Good with { Mounts = [new("/tmp/provision-kms-mount-7-1", "/images/install.wim", IsLeftover: true, IsBroken: true)] }, "mounted images");
        Assert.Equal(("warning", Codes.MountsLeftOver), (check.Status, check.Problem!.Code));
        Assert.Equal("/images/install.wim in /tmp/provision-kms-mount-7-1, left by a killed run, broken", check.Found);
        Assert.Equal("`provision-kms doctor --repair \"/images/install.wim\"` unmounts it, and so does the next apply", check.Problem.Hint);
    }

    [Fact]
    public void A_mount_of_another_program_is_named_and_left_alone()
    {
        var check = Of(Good with { Mounts = [new(@"C:\mount", @"D:\other.wim", IsLeftover: false, IsBroken: true)] }, "mounted images");
        Assert.Equal(("ok", @"D:\other.wim in C:\mount, broken"), (check.Status, check.Found));
    }

    [Fact]
    public void Where_nothing_is_mounted_the_folder_for_mounts_is_told_for_antivirus() =>
        Assert.StartsWith($"none; ours are in /tmp{Path.DirectorySeparatorChar}provision-kms-mount-*, best left out of antivirus", Of(Good, "mounted images").Found, StringComparison.Ordinal);

    [Theory]
    [InlineData(ImageBackend.Dism, "automatic is DISM")]
    [InlineData(ImageBackend.Wimlib, "automatic is libwim, with hivex; DISM is a part of Windows")]
    public void The_automatic_backend_is_told(ImageBackend automatic, string found) =>
        Assert.StartsWith(found, BackendCheck.Of(automatic).Found, StringComparison.Ordinal);

    private static Check Of(WindowsFacts facts, string name) => WindowsChecks.Of(facts).Single(c => c.Name == name);
}
