using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Dism;

/// <summary>
/// Is the stand-in for DISM one? A stand-in that does nothing would let every test of the product pass. The driver calls
/// it; wimlib-imagex and hivexregedit say what has become of the files.
/// </summary>
public sealed class DoubleTests(WindowsMachine machine) : IDisposable
{
    private const string StandardKey = "N69G4-B89J2-4G8F4-WWYCC-J464C";
    private const string DatacenterKey = "WMDGN-G9PQG-XVVXX-R3X43-63DFG";

    private readonly DismState _dism = new(machine);

    public void Dispose() => _dism.Dispose();

    [Fact]
    public void Nothing_works_before_it_is_initialized() =>
        Assert.Equal(["mounts 0xc0040001", "info 0xc0040001"], _dism.Drive("mounts", "info|x"));

    [Fact]
    public void Images_are_described_by_their_XML()
    {
        var wim = Sample();

        var told = _dism.Drive("init", $"info|{wim}", "shutdown");

        Assert.Equal(
            "info 0x00000000 [0 1 Windows Server 2019 SERVERSTANDARDCORE ServerStandard Server Core 9 10.0.17763 en-US files=31]" +
            " [0 2 Windows Server 2019 SERVERSTANDARD ServerStandard Server 9 10.0.17763 en-US files=32]", told[1]);
        Assert.Empty(_dism.Complaints);
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        File.WriteAllText(_dism["x.wim"], "no image");
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);
        Directory.CreateDirectory(_dism["full/file"]);

        var told = _dism.Drive("init", $"info|{_dism.WindowsPath("x.wim")}", $"info|{_dism.WindowsPath("absent.wim")}",
            Mount(wim, 9), Mount(wim, 1, "absent"), Mount(wim, 1, "full"), $"mount-name|{wim}|{_dism.WindowsPath("mount")}|nobody|0");

        Assert.Equal(["info 0x8007000d", "info 0x80070002"], told.Skip(1).Take(2));
        Assert.Equal(["0xc0040005", "0x80070003", "0xc1420114", "0xc0040006"], told.Skip(3).Select(Result));
        Assert.Empty(_dism.Mounts);
    }

    [Fact]
    public void A_solid_image_cannot_be_mounted()
    {
        new SampleWim(SampleImages.Server2019Standard) { Compression = SampleCompression.SolidLzms }.Write(_dism["install.esd"]);
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", $"info|{_dism.WindowsPath("install.esd")}", Mount(_dism.WindowsPath("install.esd"), 1));

        Assert.Equal(["0x00000000", "0x8007000b"], told.Skip(1).Select(Result));
    }

    [Fact]
    public void A_discarded_mount_leaves_the_file_as_it_was()
    {
        var wim = Sample();
        var before = Hash("install.wim");
        Directory.CreateDirectory(_dism["mount"]);

        _dism.Drive("init", Mount(wim, 2), Open(), Set("Test", "Name", "value"), "close");
        Assert.Equal([_dism["mount"]], _dism.Mounts);
        Assert.True(File.Exists(_dism["mount/Windows/System32/config/SOFTWARE"]));
        File.WriteAllText(_dism["mount/new.txt"], "x");
        var told = _dism.Drive("init", "mounts", Unmount(discard: true), "mounts", "shutdown");

        Assert.Contains("[" + _dism.WindowsPath("mount") + " " + wim + " 2 mode=0 status=0]", told[1], StringComparison.Ordinal);
        Assert.Equal("mounts 0x00000000", told[3]);
        Assert.Equal(before, Hash("install.wim"));
        Assert.Empty(Directory.GetFileSystemEntries(_dism["mount"]));
    }

    [Fact]
    public void A_committed_mount_changes_what_was_changed_and_nothing_else()
    {
        var wim = Sample();
        var (files, registry) = (Tree(2), Registry(2));
        Directory.CreateDirectory(_dism["mount"]);

        _dism.Drive("init", Mount(wim, 2), "shutdown");
        File.WriteAllText(_dism["mount/Windows/Added \u00e9.txt"], "added");
        File.Delete(_dism["mount/Windows/WinSxS/amd64_microsoft-windows-component00000_31bf3856ad364e35_10.0.17763.1_none/file000003.dll"]);
        Directory.CreateDirectory(_dism["mount/Windows/New/Folder"]);
        File.WriteAllText(_dism["mount/Windows/New/Folder/file"], "in it");
        var told = _dism.Drive("init", Unmount(discard: false), "shutdown");

        Assert.Equal(["0x00000000", "0x00000000", "0x00000000"], told.Select(Result));
        var now = Tree(2);
        Assert.Equal(
            ["/Windows/Added \u00e9.txt", "/Windows/New", "/Windows/New/Folder", "/Windows/New/Folder/file", "/Windows/WinSxS/amd64_microsoft-windows-component00000_31bf3856ad364e35_10.0.17763.1_none/file000003.dll"],
            files.Keys.Union(now.Keys).Where(path => files.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal));
        Assert.Equal(registry, Registry(2));
        Assert.Empty(_dism.Complaints);
    }

    [Fact]
    public void Values_set_at_the_mount_point_are_in_the_hive_when_the_session_is_closed()
    {
        var wim = Sample();
        var before = Registry(1);
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1), Open(),
            Set(@"Microsoft\Windows NT\CurrentVersion", "ProductName", "changed"), Set("New \u00e9\\Sub", "Odd \"name\" \u00e9", "v\u00e4lue"),
            $"registry|0|Microsoft\\Windows NT\\CurrentVersion|InstallationType|(delete)", @"registry|0|Microsoft\Windows\CurrentVersion\Policies|x|(delete key)",
            "close", Unmount(discard: false), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        var after = Registry(1);
        Assert.Equal(
            ["\"InstallationType\"=", "\"ProductName\"=", "\"legalnoticecaption\"=", "[\\Microsoft\\Windows\\CurrentVersion\\Policies\\System]", "[\\Microsoft\\Windows\\CurrentVersion\\Policies]"],
            before.Except(after).Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["\"Odd \\\"name\\\" \u00e9\"=", "\"ProductName\"=", "[\\New \u00e9\\Sub]", "[\\New \u00e9]"],
            after.Except(before).Select(Name).Order(StringComparer.Ordinal));
        Assert.Empty(_dism.Complaints);
    }

    [Fact]
    public void A_read_only_mount_keeps_nothing_and_tells_of_what_was_written()
    {
        var wim = Sample();
        var before = Hash("install.wim");
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1, flags: 1), Open(), "editions", Set("Test", "Name", "value"), $"set-key|{StandardKey}", "close", Unmount(discard: false), "shutdown");
        Assert.Equal(["editions 0x00000000 ServerStandard", "set-key 0x80070005", "close 0x00000000", "unmount 0x80070005", "shutdown 0x00000000"], [told[3], .. told.Skip(5)]);
        Assert.Empty(_dism.Complaints);
        File.WriteAllText(_dism["mount/new.txt"], "x");
        _dism.Drive("init", Unmount(discard: true));

        Assert.Contains(_dism.Complaints, line => line.Contains("read-only", StringComparison.Ordinal));
        Assert.Equal(before, Hash("install.wim"));
    }

    [Fact]
    public void A_key_is_taken_for_the_edition_and_build_of_the_image_alone()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1), Open(), $"validate|{StandardKey}", $"validate|{DatacenterKey}", "message", $"set-key|{DatacenterKey}",
            "validate|WC2BQ-8NRM3-FDDYY-2BFGV-KHKQY", $"key-info|{DatacenterKey}", $"set-key|{StandardKey}", "close", Unmount(discard: false));

        Assert.Equal(["0x00000000", "0x80070645", "0x00000000", "0x80070645", "0x80070645", "0x00000000", "0x00000000"], told.Skip(3).Take(7).Select(Result));
        Assert.Contains("0x80070645", told[5], StringComparison.Ordinal);
        Assert.EndsWith("ServerDatacenter Volume:GVLK", told[8], StringComparison.Ordinal);
        Assert.Contains("DigitalProductId", string.Join('\n', Registry(1)), StringComparison.Ordinal);
        Assert.Contains("/Windows/Logs/DISM/dism.log", Tree(1).Keys);
    }

    [Fact]
    public void An_edition_is_set_where_the_image_allows_it_and_the_session_must_be_opened_again()
    {
        var wim = Sample(Evaluation.Convertible);
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1), Open(), "editions", "set-edition|ServerSolution", "set-edition|ServerStandard", "editions",
            "close", Open(), "editions", $"validate|{StandardKey}", "close", Unmount(discard: false), $"info|{wim}");

        Assert.Equal("editions 0x00000000 ServerStandardEval ServerStandard ServerDatacenter", told[3]);
        Assert.Equal(["0x80070645", "0x00000001", "0xc0040004", "0x00000000", "0x00000000"], told.Skip(4).Take(5).Select(Result));
        Assert.Equal("editions 0x00000000 ServerStandard", told[9]);
        Assert.Equal("0x00000000", Result(told[10]));
        Assert.Contains(" ServerStandard Server ", told[^1], StringComparison.Ordinal);
        Assert.Contains("/Windows/System32/spp/tokens/skus/ServerStandard/ServerStandard-Volume-GVLK-1-pl-rtm.xrm-ms", Tree(1).Keys);
    }

    [Fact]
    public void Nobody_else_can_open_the_hives_of_an_open_session()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);
        var hive = _dism.WindowsPath("mount/Windows/System32/config/SYSTEM");

        var told = _dism.Drive("init", Mount(wim, 1), Open(), $"hold|{hive}", "close", $"hold|{hive}", Open(), Unmount(discard: true), "release", Unmount(discard: true));

        Assert.Equal(["0x80070020", "0x00000000", "0x00000000", "0x80070020", "0xc004000a", "0x00000000", "0x00000000"], told.Skip(3).Select(Result));
        Assert.Contains(_dism.Complaints, line => line.Contains("open handles", StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_must_be_closed_before_the_image_is_unmounted_and_before_the_end()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1), Open(), Unmount(discard: true), "shutdown", "close", "close", Unmount(discard: true), "shutdown");

        Assert.Equal(["0xc0040003", "0xc0040003", "0x00000000", "0xc0040004", "0x00000000", "0x00000000"], told.Skip(3).Select(Result));
    }

    [Fact]
    public void Memory_that_is_not_given_back_or_given_back_wrongly_is_told()
    {
        _dism.Drive("init", "leak", "delete-wrong", "shutdown");
        Assert.Equal(2, _dism.Complaints.Count);
        _dism.Drive("init");
        Assert.Contains(_dism.Complaints, line => line.Contains("without DismShutdown", StringComparison.Ordinal));
    }

    [Fact]
    public void Integrity_and_appending_are_done_when_asked_for()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        _dism.Drive("init", Mount(wim, 1), "shutdown");
        File.WriteAllText(_dism["mount/new.txt"], "x");
        var told = _dism.Drive("init", $"unmount|{_dism.WindowsPath("mount")}|0x30000", "shutdown");

        Assert.Equal("0x00000000", Result(told[1]));
        var info = Text("wimlib-imagex", "info", _dism["install.wim"]);
        Assert.Matches(@"Image Count:\s+3", info);
        Assert.Contains("Integrity", Text("wimlib-imagex", "info", _dism["install.wim"], "--header"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/new.txt", Tree(1).Keys);
        Assert.Contains("/new.txt", Tree(3).Keys);
    }

    [Fact]
    public void A_commit_in_between_keeps_the_mount()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", Mount(wim, 1), Open(), Set("Test", "Name", "value"), "commit|0", "close", Unmount(discard: true), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.Contains("[\\Test]", Registry(1));
    }

    [Fact]
    public void A_mount_that_needs_it_is_remounted_and_one_whose_folder_is_gone_is_cleaned_up()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);
        _dism.Drive("init", Mount(wim, 1), "shutdown");
        File.WriteAllText(Path.Combine(_dism.Records[0], "status"), "needs-remount");

        var told = _dism.Drive("init", "mounts", Open(), Unmount(discard: false), "cleanup", $"remount|{_dism.WindowsPath("mount")}", Open(), "close");
        Assert.EndsWith("status=1]", told[1], StringComparison.Ordinal);
        Assert.Equal(["0xc1510114", "0xc1510114", "0x00000000", "0x00000000", "0x00000000", "0x00000000"], told.Skip(2).Select(Result));

        Directory.Delete(_dism["mount"], recursive: true);
        told = _dism.Drive("init", "mounts", "cleanup", "mounts");
        Assert.EndsWith("status=2]", told[1], StringComparison.Ordinal);
        Assert.Equal("mounts 0x00000000", told[3]);
    }

    [Fact]
    public void An_applied_directory_is_serviced_in_place()
    {
        SampleTree.Write(Directory.CreateDirectory(_dism["mount"]).FullName, SampleImages.Server2019Standard);

        var told = _dism.Drive("init", Open(), "editions", Set("Test", "Name", "value"), "close", "shutdown");

        Assert.Equal("editions 0x00000000 ServerStandard", told[2]);
        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.Contains("[\\Test]", Text("hivexregedit", "--export", _dism["mount/Windows/System32/config/SOFTWARE"], "\\").Split('\n'));
    }

    [Theory]
    [InlineData("vhdxfile")]
    [InlineData("conectix")]
    public void A_disk_is_mounted_and_committed(string signature)
    {
        Sample();
        Disks.Write(_dism["install.wim"], _dism["disk.vhdx"], signature);
        var disk = _dism.WindowsPath("disk.vhdx");
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.Drive("init", $"info|{disk}", Mount(disk, 1), Open(), Set("Test", "Name", "value"), "close", Unmount(discard: false), Mount(disk, 1), Unmount(discard: true), "shutdown");

        Assert.All(told, line => Assert.Equal("0x00000000", Result(line)));
        Assert.StartsWith("info 0x00000000 [1 1 ", told[1], StringComparison.Ordinal);
        Disks.Unpack(_dism["disk.vhdx"], _dism["install.wim"]);
        Assert.Contains("[\\Test]", Registry(1));
    }

    [Fact]
    public void A_killed_process_leaves_its_mount()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        Assert.Equal(["init 0x00000000"], _dism.DriveWith("call=DismMountImage,occurrence=1,fault=kill-after", "init", Mount(wim, 1), "mounts"));
        Assert.Single(_dism.Mounts);
        Assert.Equal("0x00000000", Result(_dism.Drive("init", Unmount(discard: true))[1]));
        Assert.Empty(_dism.Mounts);
    }

    [Theory]
    [InlineData("0x80070005", "0x80070005", 0)]
    [InlineData("done:0x80004005", "0x80004005", 1)]
    [InlineData("cancel", "0x800704c7", 0)]
    public void A_call_fails_on_demand(string fault, string result, int mounts)
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.DriveWith($"call=DismMountImage,occurrence=1,fault={fault}", "init", Mount(wim, 1));

        Assert.Equal(result, Result(told[1]));
        Assert.Equal(mounts, _dism.Mounts.Count);
        Assert.DoesNotContain(_dism.Complaints, line => !line.Contains("without DismShutdown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_without_a_cancel_event_goes_on_and_the_next_one_with_it_does_not()
    {
        var wim = Sample();
        Directory.CreateDirectory(_dism["mount"]);

        var told = _dism.DriveWith("call=DismGetMountedImageInfo,occurrence=1,fault=cancel", "init", "mounts", Mount(wim, 1), "shutdown");

        Assert.Equal(["0x00000000", "0x00000000", "0x800704c7", "0x00000000"], told.Select(Result));
    }

    private string Sample(params SampleImage[] images)
    {
        new SampleWim(images is [] ? [SampleImages.Server2019StandardCore with { FillerFiles = 10 }, SampleImages.Server2019Standard with { FillerFiles = 10 }] : images).Write(_dism["install.wim"]);
        return _dism.WindowsPath("install.wim");
    }

    private string Mount(string image, int index, string folder = "mount", int flags = 0) => $"mount|{image}|{_dism.WindowsPath(folder)}|{index}|{flags}";

    private string Open() => $"open|{_dism.WindowsPath("mount")}";

    private string Unmount(bool discard) => $"unmount|{_dism.WindowsPath("mount")}|{(discard ? 1 : 0)}";

    private static string Set(string key, string name, string text) => $"registry|0|{key}|{name}|{text}";

    private static string Result(string line) => line.Split(' ')[1];

    private static string Name(string line) => line.StartsWith('[') ? line : line[..(line.IndexOf("\"=", StringComparison.Ordinal) + 2)];

    private string Hash(string name) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_dism[name])));

    private Dictionary<string, string> Tree(int index) => WimTree.Of(_dism["install.wim"], index);

    private IReadOnlyList<string> Registry(int index) => WimTree.Registry(_dism["install.wim"], index, "SOFTWARE");

    private static string Text(string program, params string[] arguments) =>
        System.Text.Encoding.UTF8.GetString(Tool.Run(program == "wimlib-imagex" ? "wimtools" : "libwin-hivex-perl", program, arguments));
}
