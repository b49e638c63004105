using System.Runtime.Versioning;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Provisioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>Disks of every format and layout, opened and looked at.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(DiskFixture))]
public sealed class OpenDiskTests(DiskFixture disks) : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("raw", DiskLayout.Gpt)]
    [InlineData("raw", DiskLayout.Mbr)]
    [InlineData("raw", DiskLayout.Bare)]
    [InlineData("qcow2", DiskLayout.Gpt)]
    [InlineData("qcow2c", DiskLayout.Mbr)]
    [InlineData("vhdx", DiskLayout.Gpt)]
    [InlineData("vpc,subformat=dynamic", DiskLayout.Mbr)]
    [InlineData("vpc,subformat=fixed,force_size=on", DiskLayout.Gpt)]
    [InlineData("vmdk,subformat=monolithicSparse", DiskLayout.Gpt)]
    [InlineData("vmdk,subformat=streamOptimized", DiskLayout.Mbr)]
    public void The_Windows_on_it_is_found_and_read(string format, DiskLayout layout)
    {
        var path = disks.Convert(layout, format, _temp["disk.img"]);
        var before = File.ReadAllBytes(path);

        var report = new Provisioner(new ImageOpener(), WindowsCatalog.Default).Inspect(path, quick: false, CancellationToken.None);

        var image = Assert.Single(report.Images);
        Assert.Equal(("windows-server-2019", "standard"), (image.Product, image.Edition));
        Assert.Equal("ServerStandard", image.EditionId);
        var windows = new SampleDisk(layout, SampleImages.Server2019Standard).Windows;
        var partition = Assert.Single(report.Partitions!, p => p.Index == 1);
        Assert.Equal(windows, (partition.Number, partition.Start, partition.Length));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Empty(Leftovers.OfThisProcess());
    }

    [Fact]
    public void Its_partitions_are_told_apart()
    {
        var path = disks.Raw(DiskLayout.Gpt);
        using var session = new ImageOpener().Open(path, ImageAccess.Read);

        Assert.Equal(
            [("EFI system", null), ("Microsoft reserved", null), ("Windows recovery", "ntfs"), ("Windows data", "ntfs"), ("Windows data", "ntfs")],
            session.Partitions.Select(p => (p.Name, p.FileSystem)));
        Assert.Equal(ImageKind.Raw, session.Kind);
    }

    [Fact]
    public void Each_of_two_Windows_is_an_image()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard) { Second = SampleImages.Server2012R2Datacenter }.Write(_temp["two"]);

        var report = new Provisioner(new ImageOpener(), WindowsCatalog.Default).Inspect(path, quick: false, CancellationToken.None);

        Assert.Equal([(1, "partition 2", "windows-server-2019"), (2, "partition 5", "windows-server-2012-r2")], report.Images.Select(i => (i.Index, i.Name, i.Product)));
    }

    [Fact]
    public void A_disk_whose_first_table_is_lost_is_read_by_the_copy_at_its_end()
    {
        var path = _temp["disk"];
        File.Copy(disks.Raw(DiskLayout.Gpt), path);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, new byte[100], 1024);
        }

        using var session = new ImageOpener().Open(path, ImageAccess.Read);
        Assert.Equal(5, session.Partitions.Count);
    }

    [Fact]
    public void A_disk_without_Windows_is_refused_and_its_partitions_are_named()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = _temp["empty"];
        new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard).WriteTable(path);

        var refused = Assert.Throws<ProvisionException>(() => new ImageOpener().Open(path, ImageAccess.Read));

        Assert.Equal(Codes.WindowsNotOnDisk, refused.Diagnostics[0].Code);
        Assert.Contains("2: Windows data", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Leftovers.OfThisProcess());
    }

    [Theory]
    [InlineData("-FVE-FS-", "PKMS2397")]
    [InlineData("ReFS\0\0\0\0", "PKMS2398")]
    [InlineData("NTFS    ", "PKMS2410")]
    public void A_volume_that_cannot_be_read_is_named(string signature, string code)
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = _temp["disk"];
        var disk = new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard);
        disk.WriteTable(path);
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(signature), disk.Windows.Start + 3);
        }

        Assert.Equal(code, Assert.Throws<ProvisionException>(() => new ImageOpener().Open(path, ImageAccess.Read)).Diagnostics[0].Code.Id);
    }

    [Fact]
    public void A_table_that_contradicts_itself_is_refused()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = _temp["disk"];
        new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard).WriteTable(path);
        using (var file = File.Open(path, FileMode.Open))
        {
            file.SetLength(40 << 20);
        }

        Assert.Equal(Codes.PartitionTableUnusable, Assert.Throws<ProvisionException>(() => new ImageOpener().Open(path, ImageAccess.Read)).Diagnostics[0].Code);
    }
}
