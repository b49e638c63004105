using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;
using static ProvisionKms.Windows.Tests.Dism.DoubleBench;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>Does the stand-in for DISM notice what a caller does wrong, and go wrong itself when it shall?</summary>
public sealed class DoubleFaultTests(WindowsMachine machine) : IDisposable
{
    private readonly DoubleBench _bench = new(machine);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Memory_that_is_not_given_back_or_given_back_wrongly_is_told()
    {
        _bench.Dism.Drive("init", "leak", "delete-wrong", "shutdown");
        Assert.Equal(2, _bench.Dism.Complaints.Count);
        _bench.Dism.Drive("init");
        Assert.Contains(_bench.Dism.Complaints, line => line.Contains("without DismShutdown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_killed_process_leaves_its_mount()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        Assert.Equal(["init 0x00000000"], _bench.Dism.DriveWith("call=DismMountImage,occurrence=1,fault=kill-after", "init", _bench.Mount(wim, 1), "mounts"));
        Assert.Single(_bench.Dism.Mounts);
        Assert.Equal("0x00000000", Result(_bench.Dism.Drive("init", _bench.Unmount(discard: true))[1]));
        Assert.Empty(_bench.Dism.Mounts);
    }

    [Theory]
    [InlineData("0x80070005", "0x80070005", 0)]
    [InlineData("done:0x80004005", "0x80004005", 1)]
    [InlineData("cancel", "0x800704c7", 0)]
    public void A_call_fails_on_demand(string fault, string result, int mounts)
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.DriveWith($"call=DismMountImage,occurrence=1,fault={fault}", "init", _bench.Mount(wim, 1));

        Assert.Equal(result, Result(told[1]));
        Assert.Equal(mounts, _bench.Dism.Mounts.Count);
        Assert.DoesNotContain(_bench.Dism.Complaints, line => !line.Contains("without DismShutdown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_without_a_cancel_event_goes_on_and_the_next_one_with_it_does_not()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.DriveWith("call=DismGetMountedImageInfo,occurrence=1,fault=cancel", "init", "mounts", _bench.Mount(wim, 1), "shutdown");

        Assert.Equal(["0x00000000", "0x00000000", "0x800704c7", "0x00000000"], told.Select(Result));
    }
}
