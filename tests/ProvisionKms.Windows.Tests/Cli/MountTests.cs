using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>Mounts that are there before a run: what a killed run left is cleaned up, what is somebody else's stays.</summary>
public sealed class MountTests(WindowsMachine machine) : IDisposable
{
    private static readonly Lazy<byte[]> s_image = new(() => WindowsSamples.Wim(WindowsSamples.Standard));

    private readonly Bench _bench = new(machine, s_image.Value);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("ok")]
    [InlineData("needs-remount")]
    [InlineData("invalid")]
    public void What_a_killed_run_left_is_removed_by_doctor(string status)
    {
        _bench.Dism.AddMount(Stale, "left.txt", status);

        var run = _bench.Run("doctor", "--repair", ".");

        Assert.True(run.ExitCode == 0, run.All);
        _bench.AssertClean();
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("needs-remount")]
    [InlineData("invalid")]
    public void And_by_the_next_run_that_writes(string status)
    {
        _bench.Dism.AddMount(Stale, "left.txt", status);

        var run = _bench.Run("apply", "recipe.yaml");

        Assert.True(run.ExitCode == 0, run.All);
        _bench.AssertClean();
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("needs-remount")]
    [InlineData("invalid")]
    public void Somebody_elses_mount_stays_whatever_its_state(string status)
    {
        _bench.Dism.AddMount(_bench.Foreign, "theirs.txt", status);
        _bench.Dism.AddMount(Stale, "left.txt", "ok");

        Assert.Equal(0, _bench.Run("apply", "recipe.yaml").ExitCode);
        Assert.Equal(0, _bench.Run("doctor", "--repair", ".").ExitCode);

        Assert.Equal([_bench.Foreign], _bench.Dism.Mounts);
        Assert.Equal([Path.Combine(_bench.Foreign, "theirs.txt")], Directory.GetFileSystemEntries(_bench.Foreign));
        Assert.DoesNotContain("DismCleanupMountpoints", _bench.Dism.Transcript, StringComparison.Ordinal);
        _bench.AssertClean();
    }

    [Fact]
    public void A_mount_whose_folder_only_looks_like_ours_stays()
    {
        var similar = Path.Combine(_bench.Dism.Work, "elsewhere", "provision-kms-mount-mine");
        _bench.Dism.AddMount(similar, "theirs.txt", "ok");

        Assert.Equal(0, _bench.Run("apply", "recipe.yaml").ExitCode);

        Assert.Equal([similar], _bench.Dism.Mounts);
    }

    [Fact]
    public void An_image_that_somebody_else_has_mounted_for_writing_can_be_read_and_copied()
    {
        Directory.CreateDirectory(_bench.Foreign);
        _bench.Dism.Drive("init", $"mount|{_bench.Dism.WindowsPath("install.wim")}|{DismState.Windows(_bench.Foreign)}|1|0", "shutdown");

        var run = _bench.Run("apply", "recipe.yaml");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Equal([_bench.Foreign], _bench.Dism.Mounts);
        Assert.True(File.Exists(Path.Combine(_bench.Foreign, "Windows/System32/config/SOFTWARE")));
    }

    private string Stale => Path.Combine(_bench.Dism.Temp, "provision-kms-mount-999999-1");
}
