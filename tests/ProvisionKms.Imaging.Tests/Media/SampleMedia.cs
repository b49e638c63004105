using ProvisionKms.Imaging.Tests.Media.Boot;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Media;

/// <summary>Install media as Microsoft lays them out.</summary>
internal static class SampleMedia
{
    internal const string Label = "SSS_X64FREE_EN-US_DV9";

    internal const string Recipe = "recipe: 1\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\nimage: { path: in.iso }\noutput: { path: out/made.iso }\n";

    internal static readonly string[] Bridge = ["-udf", "-allow-limited-size", "-iso-level", "3", "-J", "-joliet-long"];

    internal static readonly string[] UdfOnly = ["-udf", "-allow-limited-size", "-iso-level", "3"];

    internal static readonly string[] Joliet = ["-iso-level", "3", "-J", "-joliet-long"];

    /// <summary>The tree of the media, without images.</summary>
    internal static string Tree(TempFolder folder, string name = "tree")
    {
        folder.Write($"{name}/boot/etfsboot.com", BootPrograms.Bios());
        folder.Write($"{name}/efi/microsoft/boot/efisys.bin", SampleBytes(20480));
        folder.Write($"{name}/setup.exe", SampleBytes(70000));
        folder.Write($"{name}/Sources/Boot.wim", SampleBytes(300_000));
        folder.Write($"{name}/support/A File with a Long Name.txt", "text");
        File.SetLastWriteTimeUtc(folder[$"{name}/setup.exe"], new DateTime(2019, 9, 15, 7, 30, 42, DateTimeKind.Utc));
        return folder[name];
    }

    /// <summary>Media with these images.</summary>
    internal static string Write(TempFolder folder, string[] fileSystems, params SampleImage[] images)
    {
        var tree = Tree(folder);
        new SampleWim(images).Write(Path.Combine(tree, "Sources", "install.wim"));
        return Build(folder, tree, fileSystems);
    }

    internal static string Build(TempFolder folder, string tree, string[] fileSystems, string name = "in.iso")
    {
        Tool.Run("genisoimage", "genisoimage",
        [
            "-quiet", .. fileSystems, "-V", Label, "-c", "boot.cat", "-hide", "boot.cat", "-hide-joliet", "boot.cat",
            "-b", "boot/etfsboot.com", "-no-emul-boot", "-boot-load-size", "8",
            "-eltorito-alt-boot", "-e", "efi/microsoft/boot/efisys.bin", "-no-emul-boot", "-boot-load-size", "1",
            "-o", folder[name], tree,
        ]);
        return folder[name];
    }

    private static byte[] SampleBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
