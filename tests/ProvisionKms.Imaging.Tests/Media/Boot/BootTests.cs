using System.Runtime.Versioning;
using System.Text;
using ProvisionKms.Imaging.Tests.Provisioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Media.Boot;

/// <summary>What starts the media is what started the source.</summary>
[SupportedOSPlatform("linux")]
public sealed class BootTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false, BootPrograms.BiosSays)]
    [InlineData(true, BootPrograms.UefiSays)]
    public void A_machine_starts_from_the_new_media(bool uefi, string says)
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        File.WriteAllBytes(Path.Combine(tree, "boot/etfsboot.com"), BootPrograms.Bios());
        File.WriteAllBytes(Path.Combine(tree, "efi/microsoft/boot/efisys.bin"), BootPrograms.Uefi(_bench.Folder));
        new SampleWim([SampleImages.Server2019Standard]).Write(Path.Combine(tree, "Sources", "install.wim"));
        SampleMedia.Build(_bench.Folder, tree, SampleMedia.Bridge);

        Assert.True(_bench.Apply(SampleMedia.Recipe).Verification!.Ok);

        Assert.True(Machine.Says(says, _bench.Folder["out/made.iso"], uefi, _bench.Folder), $"the media did not start: {File.ReadAllText(_bench.Folder["serial"])}");
    }

    [Fact]
    public void A_machine_does_not_start_from_a_boot_image_that_is_empty()
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        File.WriteAllBytes(Path.Combine(tree, "boot/etfsboot.com"), new byte[4096]);
        Assert.False(Machine.Says(BootPrograms.BiosSays, SampleMedia.Build(_bench.Folder, tree, SampleMedia.Bridge), uefi: false, _bench.Folder, TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Boot_images_that_are_no_files_are_taken_over_and_stay_hidden()
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        new SampleWim([SampleImages.Server2019Standard]).Write(Path.Combine(tree, "Sources", "install.wim"));
        var bios = Enumerable.Range(0, 4096).Select(n => (byte)(n * 7)).ToArray();
        File.WriteAllBytes(Path.Combine(tree, "hidden.bin"), bios);
        Tool.Run("genisoimage", "genisoimage",
        [
            "-quiet", .. SampleMedia.Bridge, "-c", "boot.cat", "-b", "hidden.bin", "-no-emul-boot", "-boot-load-size", "8",
            .. new[] { "boot.cat", "hidden.bin" }.SelectMany(name => new[] { "-hide", name, "-hide-joliet", name }),
            "-o", _bench.Folder["in.iso"], tree,
        ]);

        Assert.True(_bench.Apply(SampleMedia.Recipe).Verification!.Ok);

        var made = _bench.Folder["out/made.iso"];
        var place = MediaJudge.Place(made);
        Assert.Equal(bios, File.ReadAllBytes(made).AsSpan(place * 2048, bios.Length));
        Assert.DoesNotContain(MediaJudge.Files(made).Keys, name => name.Contains("hidden", StringComparison.Ordinal) || name.Contains("boot-image", StringComparison.Ordinal));
    }

    [Fact]
    public void Media_that_start_nothing_stay_so()
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        new SampleWim([SampleImages.Server2019Standard]).Write(Path.Combine(tree, "Sources", "install.wim"));
        Tool.Run("genisoimage", "genisoimage", ["-quiet", .. SampleMedia.Bridge, "-V", "DATA", "-o", _bench.Folder["in.iso"], tree]);

        Assert.True(_bench.Apply(SampleMedia.Recipe).Verification!.Ok);
        Assert.Empty(MediaJudge.Boot(_bench.Folder["out/made.iso"]));
    }

    [Fact]
    public void A_file_over_4_GiB_arrives_whole()
    {
        var tree = SampleMedia.Tree(_bench.Folder);
        new SampleWim([SampleImages.Server2019Standard]).Write(Path.Combine(tree, "Sources", "install.wim"));
        var free = new DriveInfo(_bench.Folder.Path).AvailableFreeSpace;
        const long Length = (4L << 30) + 12345;
        Assert.SkipWhen(free < 6 * Length, $"media with a file over 4 GiB need {6 * Length >> 30} GiB, and {free >> 30} are free");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PROVISIONKMS_LARGE_TESTS") == "1", "takes minutes and 20 GiB: set PROVISIONKMS_LARGE_TESTS=1");
        using (var large = File.OpenHandle(Path.Combine(tree, "Sources", "large.bin"), FileMode.Create, FileAccess.Write))
        {
            RandomAccess.SetLength(large, Length);
            RandomAccess.Write(large, "the end"u8, Length - 7);
        }

        SampleMedia.Build(_bench.Folder, tree, SampleMedia.Bridge);
        Assert.True(_bench.Apply(SampleMedia.Recipe).Verification!.Ok);

        var listed = Encoding.UTF8.GetString(Tool.Run("p7zip-full", "7z", "l", "-slt", _bench.Folder["out/made.iso"], "Sources/large.bin"));
        Assert.Contains($"Size = {Length}", listed, StringComparison.Ordinal);
        Assert.Equal("the end"u8, Tool.Run("p7zip-full", "sh", "-c", $"7z x -so '{_bench.Folder["out/made.iso"]}' Sources/large.bin | tail -c 7"));
    }
}
