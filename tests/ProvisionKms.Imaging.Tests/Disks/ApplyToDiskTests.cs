using System.Runtime.Versioning;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Provisioning;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>The straight line on disks of every format and layout, judged by other programs.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(DiskFixture))]
public sealed class ApplyToDiskTests(DiskFixture disks) : IDisposable
{
    private const string Key = @"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("raw", DiskLayout.Gpt)]
    [InlineData("raw", DiskLayout.Mbr)]
    [InlineData("raw", DiskLayout.Bare)]
    [InlineData("qcow2", DiskLayout.Gpt)]
    [InlineData("qcow2", DiskLayout.Mbr)]
    [InlineData("qcow2c", DiskLayout.Gpt)]
    [InlineData("vhdx", DiskLayout.Gpt)]
    [InlineData("vhdx", DiskLayout.Mbr)]
    [InlineData("vpc,subformat=dynamic,force_size=on", DiskLayout.Gpt)]
    [InlineData("vpc,subformat=fixed,force_size=on", DiskLayout.Mbr)]
    [InlineData("vmdk,subformat=monolithicSparse", DiskLayout.Gpt)]
    [InlineData("vmdk,subformat=streamOptimized", DiskLayout.Mbr)]
    public void In_place_only_what_is_planned_changes(string format, DiskLayout layout)
    {
        var path = disks.Convert(layout, format, _temp["disk"]);
        var driver = format.Split(',')[0].Replace("qcow2c", "qcow2", StringComparison.Ordinal);
        var before = DiskJudge.Raw(path, driver, _temp);

        var report = Apply(path);

        Assert.True(report.Verification!.Ok);
        Assert.True(report.Changed);
        DiskJudge.CheckContainer(path, driver);
        Judge(before, DiskJudge.Raw(path, driver, _temp), layout);
        Assert.Equal(["disk"], Files());
        Assert.Empty(Leftovers.OfThisProcess());

        Assert.False(Apply(path).Changed);
    }

    [Theory]
    [InlineData("qcow2", "qcow2", null)]
    [InlineData("qcow2", "qcow2", "qcow2")]
    [InlineData("qcow2", "qcow2", "qcow2-overlay")]
    [InlineData("qcow2", "vhdx", "vhdx")]
    [InlineData("raw", "vpc", "vhd")]
    [InlineData("vhdx", "vmdk", "vmdk")]
    [InlineData("vpc,subformat=dynamic,force_size=on", "raw", "raw")]
    [InlineData("vmdk,subformat=streamOptimized", "vmdk", null)]
    [InlineData("raw", "raw", null)]
    public void For_an_output_the_source_stays_and_the_format_is_the_one_asked_for(string format, string driver, string? outputFormat)
    {
        var path = disks.Convert(DiskLayout.Gpt, format, _temp["disk"]);
        var source = File.ReadAllBytes(path);
        var output = _temp["out/made"];

        var report = Apply(path, output, outputFormat);

        Assert.True(report.Verification!.Ok);
        Assert.Equal(source, File.ReadAllBytes(path));
        DiskJudge.CheckContainer(output, driver);
        Judge(File.ReadAllBytes(disks.Raw(DiskLayout.Gpt)), DiskJudge.Raw(output, driver, _temp)[..(int)new FileInfo(disks.Raw(DiskLayout.Gpt)).Length], DiskLayout.Gpt);
        Assert.Equal(["made"], Directory.EnumerateFileSystemEntries(_temp["out"]).Select(p => Path.GetFileName(p)));
        Assert.Empty(Leftovers.OfThisProcess());
        if (outputFormat == "qcow2-overlay")
        {
            Assert.InRange(new FileInfo(output).Length, 1, 8 << 20);
            Assert.False(Apply(path, output, outputFormat).Changed);
        }
    }

    [Fact]
    public void A_made_disk_is_verified_against_its_source()
    {
        var path = disks.Convert(DiskLayout.Mbr, "qcow2", _temp["disk"]);
        var output = _temp["out.vhdx"];
        Apply(path, output, "vhdx");

        Assert.True(Provisioner.Verify(Recipe(path), output, against: null, CancellationToken.None).Ok);
        Assert.True(Provisioner.Verify(Recipe(path), output, path, CancellationToken.None).Ok);
    }

    /// <summary>A virtual machine with Linux's own NTFS, which has nothing in common with what wrote the files.</summary>
    [Fact]
    public async Task libguestfs_reads_what_was_written()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/guestfish") && Directory.EnumerateFiles("/boot", "vmlinuz*").Any(), "guestfish or a kernel for it is not installed: apt-get install guestfish linux-image-cloud-amd64");
        var path = disks.Convert(DiskLayout.Gpt, "qcow2", _temp["disk"]);
        Apply(path);

        var start = new System.Diagnostics.ProcessStartInfo(
            "guestfish", ["--ro", "-a", path, "-m", "/dev/sda4", "cat", "/Windows/Setup/Scripts/SetupComplete.cmd"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        using var guestfish = System.Diagnostics.Process.Start(start)!;
        var errors = guestfish.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var script = await guestfish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await guestfish.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(script.Contains("ProvisionKms block begin", StringComparison.Ordinal), script + await errors);
    }

    [Fact]
    public void A_sparse_disk_stays_sparse()
    {
        var path = disks.Convert(DiskLayout.Gpt, "raw", _temp["disk"]);
        var output = _temp["out"];

        Apply(path, output);

        var blocks = long.Parse(System.Text.Encoding.UTF8.GetString(Tool.Run("coreutils", "stat", "-c", "%b", output)), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(blocks * 512, 1, new FileInfo(output).Length / 2);
    }

    [Fact]
    public void An_edit_that_is_not_planned_is_found_by_its_sectors()
    {
        var path = disks.Convert(DiskLayout.Gpt, "qcow2", _temp["disk"]);
        using var session = DiskSession.Open(path, ImageKind.Qcow2, ImageAccess.Write);
        var tree = session.Tree(new ImageIndex(1));
        tree.WriteFile(@"Windows\Panther\unattend.xml", "<unattend/>"u8.ToArray());
        tree.WriteFile(@"Windows\System32\slmgr.vbs", "other"u8.ToArray());
        using var staged = session.Commit(path, null, CancellationToken.None);

        using var result = staged.Reopen();
        var found = new List<string>();
        result.Tree(new ImageIndex(1)).Fingerprint(FingerprintUse.WithItself, entry => found.Add(entry.Path), CancellationToken.None);

        Assert.Equal([@"Windows\Panther\unattend.xml", @"Windows\System32\slmgr.vbs"], found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sectors_that_no_file_explains_are_named()
    {
        var path = disks.Convert(DiskLayout.Gpt, "qcow2", _temp["disk"]);
        using var session = DiskSession.Open(path, ImageKind.Qcow2, ImageAccess.Write);
        session.Tree(new ImageIndex(1)).WriteFile(@"Windows\Panther\unattend.xml", "<unattend/>"u8.ToArray());
        using var staged = session.Commit(path, null, CancellationToken.None);
        var overlay = Directory.EnumerateFiles(_temp.Path, ".disk.*").Single();
        var windows = new SampleDisk(DiskLayout.Gpt, SampleImages.Server2019Standard).Windows;
        var volume = _temp.Write("volume", DiskJudge.Raw(path, "qcow2", _temp)[(int)windows.Start..(int)(windows.Start + windows.Length)]);
        const int UpperCaseTable = 10;
        var at = windows.Start + new NtfsJudge(volume).FirstCluster(UpperCaseTable) * 4096 + 65536;
        Tool.Run("qemu-utils", "qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 512", "-c", $"write -P 7 {at} 512", overlay);

        var found = new List<string>();
        using var result = staged.Reopen();
        result.Tree(new ImageIndex(1)).Fingerprint(FingerprintUse.WithItself, entry => found.Add(entry.Path), CancellationToken.None);

        Assert.Equal(
            [@"Windows\Panther\unattend.xml", "the disk outside of its volumes, bytes 1048576 to 1049087", $"the volume, bytes {at - windows.Start} to {at - windows.Start + 511}, which no changed file explains"],
            found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_two_Windows_that_fit_one_must_be_chosen()
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        var path = new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard) { Second = SampleImages.Server2019Standard }.Write(_temp["disk"]);

        var refused = Assert.Throws<ProvisionException>(() => Apply(path));
        Assert.Equal(Codes.WindowsToBeChosen, refused.Diagnostics[0].Code);

        var report = Provisioner.Apply(Recipe(path) with { Indexes = new IndexSelection.Numbers([new(2, default)]) }, null, CancellationToken.None);
        Assert.Equal([2], report.Images.Select(i => i.Index));
        Assert.True(report.Verification!.Ok);
    }

    [Fact]
    public void A_format_is_for_another_file()
    {
        var path = disks.Convert(DiskLayout.Mbr, "qcow2", _temp["disk"]);
        Assert.Equal(
            Codes.OutputFormatNotForImage,
            Assert.Throws<ProvisionException>(() => Apply(path, path, "vhdx")).Diagnostics[0].Code);
    }

    private static Provisioner Provisioner => new(new ImageOpener(), WindowsCatalog.Default);

    internal static RunReport Apply(string path, string? output = null, string? format = null) =>
        Provisioner.Apply(Recipe(path, output, format), null, CancellationToken.None);

    private static Recipe Recipe(string image, string? output = null, string? format = null)
    {
        var written = output is null ? "" : $"output: {{ path: {output}{(format is null ? "" : $", format: {format}")} }}\n";
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"recipe: 1\nplatform: ovh-dedicated\nimage: {{ path: {image} }}\n{written}");
        var read = RecipeReader.Read(file, RecipeOverrides.None, WindowsCatalog.Default, _ => null);
        File.Delete(file);
        Assert.True(read.Recipe is not null, string.Join('\n', read.Diagnostics));
        return read.Recipe;
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_temp.Path).Select(p => Path.GetFileName(p)).Where(name => name.Length != 32);

    private void Judge(byte[] before, byte[] after, DiskLayout layout)
    {
        var (old, now) = (DiskJudge.Of(before, layout, _temp), DiskJudge.Of(after, layout, _temp));
        now.CheckFileSystem();
        Assert.Equal("kms.ovh.net", now.Registry(Key, "KeyManagementServiceName"));
        Assert.Contains("ProvisionKms", now.Text("Windows/Setup/Scripts/SetupComplete.cmd"), StringComparison.Ordinal);
        Assert.Contains("<ProductKey>", now.Text("Windows/Panther/unattend.xml"), StringComparison.Ordinal);
        Assert.Equal(old.Text("Windows/System32/slmgr.vbs"), now.Text("Windows/System32/slmgr.vbs"));

        var touched = new[]
        {
            "Windows", "Windows/System32", "Windows/System32/config/SOFTWARE", "Windows/System32/config", "Windows/Panther", "Windows/Panther/unattend.xml", "Windows/Setup", "Windows/Setup/Scripts",
            "Windows/Setup/Scripts/SetupComplete.cmd", "Windows/Setup/Scripts/ProvisionKms",
        }.Concat(new[] { "Activate.cmd", "Status.vbs", "Licensing.ps1", "errors.txt", "settings.ini" }.Select(name => "Windows/Setup/Scripts/ProvisionKms/" + name)).ToList();
        var start = new SampleDisk(layout, SampleImages.Server2019Standard).Windows.Start;
        var allowed = old.Clusters(touched).Concat(now.Clusters(touched)).Distinct().Select(c => (Start: c.Start + start, c.Length)).ToList();
        for (var sector = 0L; sector < before.Length; sector += 512)
        {
            if (!before.AsSpan((int)sector, 512).SequenceEqual(after.AsSpan((int)sector, 512)))
            {
                Assert.True(allowed.Any(a => sector >= a.Start && sector < a.Start + a.Length), $"sector at {sector} ({sector - start} of the volume) changed: {now.OwnerOf(sector - start)}");
            }
        }
    }
}
