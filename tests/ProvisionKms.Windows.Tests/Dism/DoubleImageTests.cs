using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;
using static ProvisionKms.Windows.Tests.Dism.DoubleBench;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>Is the stand-in for DISM one? A stand-in that does nothing would let every test of the product pass. The driver calls it;
/// wimlib-imagex and hivexregedit say what has become of the files. Here: images and mounts.</summary>
public sealed class DoubleImageTests(WindowsMachine machine) : IDisposable
{
    private readonly DoubleBench _bench = new(machine);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Nothing_works_before_it_is_initialized() =>
        Assert.Equal(["mounts 0xc0040001", "info 0xc0040001"], _bench.Dism.Drive("mounts", "info|x"));

    [Fact]
    public void Images_are_described_by_their_XML()
    {
        var wim = _bench.Sample();

        var told = _bench.Dism.Drive("init", $"info|{wim}", "shutdown");

        Assert.Equal(
            "info 0x00000000 [0 1 Windows Server 2019 SERVERSTANDARDCORE ServerStandard Server Core 9 10.0.17763 en-US files=32]" +
            " [0 2 Windows Server 2019 SERVERSTANDARD ServerStandard Server 9 10.0.17763 en-US files=33]", told[1]);
        Assert.Empty(_bench.Dism.Complaints);
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        File.WriteAllText(_bench.Dism["x.wim"], "no image");
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);
        Directory.CreateDirectory(_bench.Dism["full/file"]);

        var told = _bench.Dism.Drive("init", $"info|{_bench.Dism.WindowsPath("x.wim")}", $"info|{_bench.Dism.WindowsPath("absent.wim")}",
            _bench.Mount(wim, 9), _bench.Mount(wim, 1, "absent"), _bench.Mount(wim, 1, "full"), $"mount-name|{wim}|{_bench.Dism.WindowsPath("mount")}|nobody|0");

        Assert.Equal(["info 0x8007000d", "info 0x80070002"], told.Skip(1).Take(2));
        Assert.Equal(["0xc0040005", "0x80070003", "0xc1420114", "0xc0040006"], told.Skip(3).Select(Result));
        Assert.Empty(_bench.Dism.Mounts);
    }

    [Fact]
    public void A_solid_image_cannot_be_mounted()
    {
        new SampleWim(SampleImages.Server2019Standard) { Compression = SampleCompression.SolidLzms }.Write(_bench.Dism["install.esd"]);
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", $"info|{_bench.Dism.WindowsPath("install.esd")}", _bench.Mount(_bench.Dism.WindowsPath("install.esd"), 1));

        Assert.Equal(["0x00000000", "0x8007000b"], told.Skip(1).Select(Result));
    }

    [Fact]
    public void A_discarded_mount_leaves_the_file_as_it_was()
    {
        var wim = _bench.Sample();
        var before = _bench.Hash("install.wim");
        Directory.CreateDirectory(_bench.Dism["mount"]);

        _bench.Dism.Drive("init", _bench.Mount(wim, 2), _bench.Open(), Set("Test", "Name", "value"), "close");
        Assert.Equal([_bench.Dism["mount"]], _bench.Dism.Mounts);
        Assert.True(File.Exists(_bench.Dism["mount/Windows/System32/config/SOFTWARE"]));
        File.WriteAllText(_bench.Dism["mount/new.txt"], "x");
        var told = _bench.Dism.Drive("init", "mounts", _bench.Unmount(discard: true), "mounts", "shutdown");

        Assert.Contains("[" + _bench.Dism.WindowsPath("mount") + " " + wim + " 2 mode=0 status=0]", told[1], StringComparison.Ordinal);
        Assert.Equal("mounts 0x00000000", told[3]);
        Assert.Equal(before, _bench.Hash("install.wim"));
        Assert.Empty(Directory.GetFileSystemEntries(_bench.Dism["mount"]));
    }

    [Fact]
    public void A_committed_mount_changes_what_was_changed_and_nothing_else()
    {
        var wim = _bench.Sample();
        var (files, registry) = (_bench.Tree(2), _bench.Registry(2));
        Directory.CreateDirectory(_bench.Dism["mount"]);

        _bench.Dism.Drive("init", _bench.Mount(wim, 2), "shutdown");
        File.WriteAllText(_bench.Dism["mount/Windows/Added \u00e9.txt"], "added");
        File.Delete(_bench.Dism["mount/Windows/WinSxS/amd64_microsoft-windows-component00000_31bf3856ad364e35_10.0.17763.1_none/file000003.dll"]);
        Directory.CreateDirectory(_bench.Dism["mount/Windows/New/Folder"]);
        File.WriteAllText(_bench.Dism["mount/Windows/New/Folder/file"], "in it");
        var told = _bench.Dism.Drive("init", _bench.Unmount(discard: false), "shutdown");

        Assert.Equal(["0x00000000", "0x00000000", "0x00000000"], told.Select(Result));
        var now = _bench.Tree(2);
        Assert.Equal(
            ["/Windows/Added \u00e9.txt", "/Windows/New", "/Windows/New/Folder", "/Windows/New/Folder/file", "/Windows/WinSxS/amd64_microsoft-windows-component00000_31bf3856ad364e35_10.0.17763.1_none/file000003.dll"],
            files.Keys.Union(now.Keys).Where(path => files.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal));
        Assert.Equal(registry, _bench.Registry(2));
        Assert.Empty(_bench.Dism.Complaints);
    }

    [Fact]
    public void A_read_only_mount_keeps_nothing_and_tells_of_what_was_written()
    {
        var wim = _bench.Sample();
        var before = _bench.Hash("install.wim");
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", _bench.Mount(wim, 1, flags: 1), _bench.Open(), "editions", Set("Test", "Name", "value"), $"set-key|{StandardKey}", "close", _bench.Unmount(discard: false), "shutdown");
        Assert.Equal(["editions 0x00000000 ServerStandard", "set-key 0x80070005", "close 0x00000000", "unmount 0x80070005", "shutdown 0x00000000"], [told[3], .. told.Skip(5)]);
        Assert.Empty(_bench.Dism.Complaints);
        File.WriteAllText(_bench.Dism["mount/new.txt"], "x");
        _bench.Dism.Drive("init", _bench.Unmount(discard: true));

        Assert.Contains(_bench.Dism.Complaints, line => line.Contains("read-only", StringComparison.Ordinal));
        Assert.Equal(before, _bench.Hash("install.wim"));
    }

    [Fact]
    public void Integrity_and_appending_are_done_when_asked_for()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);

        _bench.Dism.Drive("init", _bench.Mount(wim, 1), "shutdown");
        File.WriteAllText(_bench.Dism["mount/new.txt"], "x");
        var told = _bench.Dism.Drive("init", $"unmount|{_bench.Dism.WindowsPath("mount")}|0x30000", "shutdown");

        Assert.Equal("0x00000000", Result(told[1]));
        var info = Text("wimlib-imagex", "info", _bench.Dism["install.wim"]);
        Assert.Matches(@"Image Count:\s+3", info);
        Assert.Contains("Integrity", Text("wimlib-imagex", "info", _bench.Dism["install.wim"], "--header"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/new.txt", _bench.Tree(1).Keys);
        Assert.Contains("/new.txt", _bench.Tree(3).Keys);
    }

    [Fact]
    public void A_mount_that_needs_it_is_remounted_and_one_whose_folder_is_gone_is_cleaned_up()
    {
        var wim = _bench.Sample();
        Directory.CreateDirectory(_bench.Dism["mount"]);
        Assert.Equal("0x00000000", Result(_bench.Dism.Drive("init", _bench.Mount(wim, 1), "shutdown")[1]));
        File.WriteAllText(Path.Combine(_bench.Dism.Records[0], "status"), "needs-remount");

        var told = _bench.Dism.Drive("init", "mounts", _bench.Open(), _bench.Unmount(discard: false), "cleanup", $"remount|{_bench.Dism.WindowsPath("mount")}", _bench.Open(), "close");
        Assert.EndsWith("status=1]", told[1], StringComparison.Ordinal);
        Assert.Equal(["0xc1510114", "0xc1510114", "0x00000000", "0x00000000", "0x00000000", "0x00000000"], told.Skip(2).Select(Result));

        Directory.Delete(_bench.Dism["mount"], recursive: true);
        told = _bench.Dism.Drive("init", "mounts", "cleanup", "mounts");
        Assert.EndsWith("status=2]", told[1], StringComparison.Ordinal);
        Assert.Equal("mounts 0x00000000", told[3]);
    }

    [Theory]
    [InlineData("vhdxfile")]
    [InlineData("conectix")]
    public void A_disk_is_mounted_and_committed(string signature)
    {
        _bench.Sample();
        Disks.Write(_bench.Dism["install.wim"], _bench.Dism["disk.vhdx"], signature);
        var disk = _bench.Dism.WindowsPath("disk.vhdx");
        Directory.CreateDirectory(_bench.Dism["mount"]);

        var told = _bench.Dism.Drive("init", $"info|{disk}", _bench.Mount(disk, 1), _bench.Open(), Set("Test", "Name", "value"), "close", _bench.Unmount(discard: false), _bench.Mount(disk, 1), _bench.Unmount(discard: true), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.StartsWith("info 0x00000000 [1 1 ", told[1], StringComparison.Ordinal);
        Disks.Unpack(_bench.Dism["disk.vhdx"], _bench.Dism["install.wim"]);
        Assert.Contains("[\\Test]", _bench.Registry(1));
    }
}
