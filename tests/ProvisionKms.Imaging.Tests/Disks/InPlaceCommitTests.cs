using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>A commit that was interrupted: finished by whoever opens the disk to write, and only if it belongs to that disk.</summary>
[SupportedOSPlatform("linux")]
public sealed class InPlaceCommitTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly string _disk;

    public InPlaceCommitTests()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        _disk = _temp["golden.2019.qcow2"];
        Qemu("create", "-q", "-f", "qcow2", _disk, "8M");
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_was_to_be_written_is_written_by_the_repair()
    {
        Pending("./golden.2019.qcow2");

        Assert.Equal([_disk], InterruptedRuns.Undo(_temp.Path));

        Assert.False(InPlaceCommit.IsPending(_disk));
        Tool.Run("qemu-utils", "qemu-io", "-r", "-f", "qcow2", "-c", "read -P 7 1M 64k", _disk);
        Tool.Run("qemu-utils", "qemu-img", "check", "-q", "-f", "qcow2", _disk);
    }

    [Fact]
    public void Who_only_reads_is_told_and_changes_nothing()
    {
        Pending("./golden.2019.qcow2");
        var before = File.ReadAllBytes(_disk);

        var refused = Assert.Throws<ProvisionException>(() => DiskSession.Open(_disk, ImageKind.Qcow2, ImageAccess.Read));

        Assert.Equal(Codes.RunInterrupted, refused.Diagnostics[0].Code);
        Assert.Equal(before, File.ReadAllBytes(_disk));
        Assert.True(InPlaceCommit.IsPending(_disk));
    }

    [Fact]
    public void What_belongs_to_another_disk_is_not_written_to_either()
    {
        var other = _temp["other"];
        Qemu("create", "-q", "-f", "qcow2", other, "8M");
        Pending("./other");
        byte[] before = [.. File.ReadAllBytes(_disk), .. File.ReadAllBytes(other)];

        var refused = Assert.Throws<ProvisionException>(() => InterruptedRuns.Undo(_disk));

        Assert.Equal(Codes.DiskCommitUnfinished, refused.Diagnostics[0].Code);
        Assert.Equal(before, File.ReadAllBytes(_disk).Concat(File.ReadAllBytes(other)));
        Assert.True(InPlaceCommit.IsPending(_disk));
    }

    [Fact]
    public void A_commit_that_cannot_be_finished_says_so_and_keeps_what_is_to_be_written()
    {
        Pending("./golden.2019.qcow2");
        File.WriteAllBytes(_disk, [.. File.ReadAllBytes(_disk).AsSpan(0, 1000)]);

        var refused = Assert.Throws<ProvisionException>(() => InterruptedRuns.Undo(_disk));

        Assert.Equal(Codes.DiskCommitUnfinished, refused.Diagnostics[0].Code);
        Assert.True(InPlaceCommit.IsPending(_disk));
    }

    private void Pending(string @base)
    {
        var marker = InPlaceCommit.MarkerOf(_disk);
        Qemu("create", "-q", "-f", "qcow2", "-b", @base, "-F", "qcow2", marker);
        Tool.Run("qemu-utils", "qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 64k", marker);
    }

    private static void Qemu(params string[] arguments) => Tool.Run("qemu-utils", "qemu-img", arguments);
}
