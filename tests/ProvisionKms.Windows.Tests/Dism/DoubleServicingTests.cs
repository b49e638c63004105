using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;
using static ProvisionKms.Windows.Tests.Dism.DoubleBench;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>Is the stand-in for DISM one, with its sessions, registry, editions and keys?</summary>
public sealed class DoubleServicingTests(WindowsMachine machine) : IDisposable
{
    private readonly DoubleBench _bench = new(machine);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Values_set_at_the_mount_point_are_in_the_hive_when_the_session_is_closed()
    {
        var wim = _bench.Sample();
        var before = _bench.Registry(1);
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(),
            Set(@"Microsoft\Windows NT\CurrentVersion", "ProductName", "changed"), Set("New \u00e9\\Sub", "Odd \"name\" \u00e9", "v\u00e4lue"),
            $"registry|0|Microsoft\\Windows NT\\CurrentVersion|InstallationType|(delete)", @"registry|0|Microsoft\Windows\CurrentVersion\Policies|x|(delete key)",
            "close", _bench.Unmount(discard: false), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        var after = _bench.Registry(1);
        Assert.Equal(
            ["\"InstallationType\"=", "\"ProductName\"=", "\"legalnoticecaption\"=", "[\\Microsoft\\Windows\\CurrentVersion\\Policies\\System]", "[\\Microsoft\\Windows\\CurrentVersion\\Policies]"],
            before.Except(after).Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["\"Odd \\\"name\\\" \u00e9\"=", "\"ProductName\"=", "[\\New \u00e9\\Sub]", "[\\New \u00e9]"],
            after.Except(before).Select(Name).Order(StringComparer.Ordinal));
        Assert.Empty(_bench.Dism.Complaints);
    }

    [Fact]
    public void A_key_is_taken_for_the_edition_and_build_of_the_image_alone()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(), $"validate|{StandardKey}", $"validate|{DatacenterKey}", "message", $"set-key|{DatacenterKey}",
            "validate|WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY", $"key-info|{DatacenterKey}", $"set-key|{StandardKey}", "close", _bench.Unmount(discard: false));

        Assert.Equal(["0x00000000", "0x80070645", "0x00000000", "0x80070645", "0x80070645", "0x00000000", "0x00000000"], told.Skip(3).Take(7).Select(Result));
        Assert.Contains("0x80070645", told[5], StringComparison.Ordinal);
        Assert.EndsWith("ServerDatacenter Volume:GVLK", told[8], StringComparison.Ordinal);
        Assert.Contains("DigitalProductId", string.Join('\n', _bench.Registry(1)), StringComparison.Ordinal);
        Assert.Contains("/Windows/Logs/DISM/dism.log", _bench.Tree(1).Keys);
    }

    [Fact]
    public void An_edition_is_set_where_the_image_allows_it_and_the_session_must_be_opened_again()
    {
        var wim = _bench.Sample(WindowsSamples.Evaluation);
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(), "editions", "set-edition|ServerSolution", "set-edition|ServerStandard", "editions",
            "close", _bench.Open(), "editions", $"validate|{StandardKey}", "close", _bench.Unmount(discard: false), $"info|{wim}");

        Assert.Equal("editions 0x00000000 ServerStandardEval ServerStandard ServerDatacenter", told[3]);
        Assert.Equal(["0x80070645", "0x00000001", "0xc0040004", "0x00000000", "0x00000000"], told.Skip(4).Take(5).Select(Result));
        Assert.Equal("editions 0x00000000 ServerStandard", told[9]);
        Assert.Equal("0x00000000", Result(told[10]));
        Assert.Contains(" ServerStandard Server ", told[^1], StringComparison.Ordinal);
        Assert.Contains("/Windows/System32/spp/tokens/skus/ServerStandard/ServerStandard-Volume-GVLK-1-pl-rtm.xrm-ms", _bench.Tree(1).Keys);
    }

    [Fact]
    public void Nobody_else_can_open_the_hives_of_an_open_session()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);
        var hive = _bench.Dism.WindowsPath("mount/Windows/System32/config/SYSTEM");

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(), $"hold|{hive}", "close", $"hold|{hive}", _bench.Open(), _bench.Unmount(discard: true), "release", _bench.Unmount(discard: true));

        Assert.Equal(["0x80070020", "0x00000000", "0x00000000", "0x80070020", "0xc004000a", "0x00000000", "0x00000000"], told.Skip(3).Select(Result));
        Assert.Contains(_bench.Dism.Complaints, line => line.Contains("open handles", StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_must_be_closed_before_the_image_is_unmounted_and_before_the_end()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(), _bench.Unmount(discard: true), "shutdown", "close", "close", _bench.Unmount(discard: true), "shutdown");

        Assert.Equal(["0xc0040003", "0xc0040003", "0x00000000", "0xc0040004", "0x00000000", "0x00000000"], told.Skip(3).Select(Result));
    }

    [Fact]
    public void A_commit_in_between_keeps_the_mount()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1), _bench.Open(), Set("Test", "Name", "value"), "commit|0", "close", _bench.Unmount(discard: true), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.Contains("[\\Test]", _bench.Registry(1));
    }

    [Fact]
    public void An_applied_directory_is_serviced_in_place()
    {
        SampleTree.Write(Directory.CreateDirectory(_bench.Dism["mount"]).FullName, SampleImages.Server2019Standard);

        var told = _bench.Dism.Drive("init", _bench.Open(), "editions", Set("Test", "Name", "value"), "close", "shutdown");

        Assert.Equal("editions 0x00000000 ServerStandard", told[2]);
        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.Contains("[\\Test]", Text("hivexregedit", "--export", _bench.Dism["mount/Windows/System32/config/SOFTWARE"], "\\").Split('\n'));
    }
}
