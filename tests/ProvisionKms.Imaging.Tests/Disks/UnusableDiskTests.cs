using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>Disks that are damaged, in use, or lead to other files of this machine; and machines that lack something.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(DiskFixture))]
public sealed class UnusableDiskTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_damaged_file_is_refused_in_the_words_of_qemu()
    {
        var path = Qcow2("disk");
        using (var file = File.Open(path, FileMode.Open))
        {
            file.Position = 4;
            file.WriteByte(0x7f);
        }

        Assert.Equal(Codes.DiskUnusable, Refusal(path).Code);
    }

    [Fact]
    public void A_base_without_a_format_could_be_any_file_and_is_not_followed()
    {
        var secret = _temp.Write("secret", new string('s', 65536));
        var path = Qcow2("disk");
        Tool.Run("qemu-utils", "qemu-img", "rebase", "-u", "-b", secret, "-F", "raw", path);
        var disk = File.ReadAllBytes(path);
        disk[disk.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xe2, 0x79, 0x2a, 0xca])] = 0x11;
        File.WriteAllBytes(path, disk);

        Assert.Equal(Codes.DiskLeadsElsewhere, Refusal(path).Code);
    }

    [Fact]
    public void Content_in_another_file_is_not_followed()
    {
        Skip();
        var path = _temp["disk"];
        Tool.Run("qemu-utils", "qemu-img", "create", "-f", "qcow2", "-o", $"data_file={_temp["data"]},data_file_raw=on", path, "64M");
        Assert.Equal(Codes.DiskLeadsElsewhere, Refusal(path).Code);

        var flat = _temp["flat.vmdk"];
        Tool.Run("qemu-utils", "qemu-img", "create", "-f", "vmdk", "-o", "subformat=monolithicFlat", flat, "64M");
        Assert.Equal(Codes.DiskLeadsElsewhere, Refusal(flat).Code);
    }

    [Fact]
    public void A_disk_that_a_machine_runs_from_is_left_alone()
    {
        var path = Qcow2("disk");
        var node = new JsonObject
        {
            ["driver"] = "qcow2", ["node-name"] = "disk", ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = path },
        };
        using var machine = DiskKeeper.Start(node);
        machine.Export("p1", 0, 1 << 20, writable: true);

        Assert.Equal(Codes.DiskInUse, Refusal(path).Code);
    }

    [Fact]
    public void A_machine_that_lacks_a_program_is_told_which_package_has_it()
    {
        var missing = Assert.Throws<ProvisionException>(() => DiskPrograms.Require(name => name == "ntfs-3g" ? null : "/bin/" + name, "/dev/null")).Diagnostics[0];

        Assert.Equal(Codes.DiskToolMissing, missing.Code);
        Assert.Contains("apt-get install ntfs-3g", missing.Hint, StringComparison.Ordinal);
        Assert.Equal(ExitCode.MachineLacksSomething, missing.Code.ExitCode);
    }

    [Fact]
    public void A_machine_without_a_usable_fuse_device_is_told_so() =>
        Assert.Equal(
            Codes.FuseUnusable,
            Assert.Throws<ProvisionException>(() => DiskPrograms.Require(name => name, _temp["no-fuse"])).Diagnostics[0].Code);

    [Theory]
    [InlineData("13", "PKMS2410")]
    [InlineData("14", "PKMS2395")]
    [InlineData("15", "PKMS2396")]
    [InlineData("21", "PKMS3091")]
    [InlineData("18", "PKMS3092")]
    public void What_ntfs_3g_refuses_is_said_in_its_words(string exit, string code)
    {
        var refused = NtfsMount.Failure(exit, "Failed to mount: reason\nmore\n").Diagnostics[0];

        Assert.Equal(code, refused.Code.Id);
        Assert.EndsWith("Failed to mount: reason", refused.Message, StringComparison.Ordinal);
    }

    private string Qcow2(string name)
    {
        Skip();
        var raw = _temp[name + ".raw"];
        new SampleDisk(DiskLayout.Mbr, SampleImages.Server2019Standard).WriteTable(raw);
        Tool.Run("qemu-utils", "qemu-img", "convert", "-O", "qcow2", raw, _temp[name]);
        return _temp[name];
    }

    private static void Skip() => Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");

    private static Diagnostic Refusal(string path) =>
        Assert.Throws<ProvisionException>(() => new ImageOpener().Open(path, ImageAccess.Read)).Diagnostics[0];
}
