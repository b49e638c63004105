using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Media;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Tests.Provisioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Media;

/// <summary>Media that cannot be taken as they are: each gets its reason, and nothing is written.</summary>
[SupportedOSPlatform("linux")]
public sealed class UnusableMediaTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Media_without_Windows_are_told_from_others()
    {
        SampleMedia.Build(_bench.Folder, SampleMedia.Tree(_bench.Folder), SampleMedia.Bridge);
        Assert.Equal(Codes.MediaWithoutWindows, Refusal(() => _bench.Inspect("in.iso")));
    }

    [Fact]
    public void Media_that_are_cut_off_are_damaged()
    {
        var iso = SampleMedia.Write(_bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard with { FillerFiles = 2000 });
        using (var file = File.OpenWrite(iso))
        {
            file.SetLength(file.Length * 2 / 3);
        }

        Assert.Equal(Codes.MediaUnreadable, Refusal(() => _bench.Apply(SampleMedia.Recipe)));
        Assert.False(Directory.Exists(_bench.Folder["out"]));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("sources/con:stream")]
    [InlineData("sources/a\\b")]
    public void Names_that_lead_out_are_refused_before_anything_is_unpacked(string name) =>
        Assert.Equal(Codes.MediaNameRefused, Refusal(() => MediaListing.Parse(Listing((name, "Folder = -")), "in.iso")));

    [Fact]
    public void Links_and_names_that_differ_only_in_case_are_refused()
    {
        Assert.Equal(Codes.MediaNameRefused, Refusal(() => MediaListing.Parse(Listing(("link", "Folder = -\nSymbolic Link = /etc")), "in.iso")));
        Assert.Equal(Codes.MediaNameRefused, Refusal(() => MediaListing.Parse(Listing(("Setup.exe", "Folder = -"), ("setup.EXE", "Folder = -")), "in.iso")));
    }

    [Fact]
    public void A_name_cannot_pass_for_another_entry()
    {
        var listing = MediaListing.Parse(Listing(("setup.exe", "Folder = -\nSize = 5\nComment = x")), "in.iso");
        Assert.Equal(["setup.exe 5"], listing.All.Select(entry => $"{entry.Name} {entry.Length}"));
    }

    [Fact]
    public void Media_that_are_a_disk_too_are_refused()
    {
        var iso = SampleMedia.Write(_bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);
        using (var file = File.OpenHandle(iso, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, [0x55, 0xaa], 510);
        }

        Assert.Equal(Codes.MediaNotBootable, Refusal(() => _bench.Apply(SampleMedia.Recipe)));
        Assert.False(Directory.Exists(_bench.Folder["out"]));
    }

    [Fact]
    public void A_catalog_that_emulates_a_floppy_is_refused()
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        new SampleWim([SampleImages.Server2019Standard]).Write(Path.Combine(tree, "Sources", "install.wim"));
        File.WriteAllBytes(Path.Combine(tree, "floppy.img"), new byte[1474560]);
        Tool.Run("genisoimage", "genisoimage", "-quiet", "-J", "-b", "floppy.img", "-c", "boot.cat", "-o", _bench.Folder["in.iso"], tree);

        Assert.Equal(Codes.MediaNotBootable, Refusal(() => _bench.Apply(SampleMedia.Recipe)));
    }

    [Fact]
    public void Room_is_asked_for_before_the_work_begins()
    {
        var refused = Assert.Throws<ProvisionException>(() => MediaRoom.Require("in.iso", (_bench.Folder.Path, 1L << 60), (Path.Combine(_bench.Folder.Path, "not/there/yet"), 1))).Diagnostics[0];
        Assert.Equal(Codes.MediaNeedRoom, refused.Code);
        Assert.Contains("GiB", refused.Message, StringComparison.Ordinal);
        MediaRoom.Require("in.iso", (_bench.Folder.Path, 1));
    }

    [Fact]
    public void Folders_on_one_file_system_share_its_room()
    {
        Directory.CreateDirectory(_bench.Folder["a"]);
        Directory.CreateDirectory(_bench.Folder["b"]);
        var most = new DriveInfo(_bench.Folder.Path).AvailableFreeSpace * 6 / 10;

        MediaRoom.Require("in.iso", (_bench.Folder["a"], most));

        Assert.Equal(Codes.MediaNeedRoom, Assert.Throws<ProvisionException>(() => MediaRoom.Require("in.iso", (_bench.Folder["a"], most), (_bench.Folder["b"], most))).Diagnostics[0].Code);
    }

    [Fact]
    public void What_is_missing_is_named_with_its_package()
    {
        Assert.Null(MediaPrograms.Problem(program => program));
        var problem = MediaPrograms.Problem(program => program == "genisoimage" ? null : program)!;
        Assert.Equal(Codes.MediaToolMissing, problem.Code);
        Assert.Contains("apt-get install genisoimage", problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_leaves_nothing()
    {
        SampleMedia.Write(_bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);
        using var session = MediaSession.Open(_bench.Folder["in.iso"], ImageAccess.Write, null, null, CancellationToken.None);
        session.Media.WriteFile("autounattend.xml", "<unattend/>"u8.ToArray());
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => session.Commit(_bench.Folder["out/made.iso"], null, stop.Token));

        Assert.False(Directory.Exists(_bench.Folder["out"]));
    }

    [Fact]
    public void A_draft_of_a_killed_run_is_removed_by_the_repair()
    {
        var iso = SampleMedia.Write(_bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);
        var draft = OutputDraft.For(iso).Path.Replace($".{Environment.ProcessId}.", ".4194305.", StringComparison.Ordinal);
        File.WriteAllText(draft, "half");

        InterruptedRuns.Undo(iso);

        Assert.False(File.Exists(draft));
    }

    private static DiagnosticCode Refusal(Func<object?> work) => Assert.Throws<ProvisionException>(work).Diagnostics[0].Code;

    private static string Listing(params (string Path, string Lines)[] entries) =>
        "7-Zip\n\n----------\n" + string.Join("\n", entries.Select(e => $"Path = {e.Path}\n{e.Lines}\n"));
}
