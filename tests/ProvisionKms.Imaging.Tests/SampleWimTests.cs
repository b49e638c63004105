using System.Text;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests;

/// <summary>The images that the other tests start from, judged by wimlib-imagex and hivexget.</summary>
public sealed class SampleWimTests
{
    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Fact]
    public void The_four_editions_are_described_as_on_a_medium()
    {
        using var folder = new TempFolder();
        var wim = new SampleWim([.. SampleImages.Server2019.Select(i => i with { FillerFiles = 5 })]).Write(folder["install.wim"]);

        var info = Info(wim);

        Assert.Equal(["ServerStandard", "ServerStandard", "ServerDatacenter", "ServerDatacenter"], Lines(info, "Edition ID"));
        Assert.Equal(["Server Core", "Server", "Server Core", "Server"], Lines(info, "Installation Type"));
        Assert.Equal(["LZX"], Lines(info, "Compression"));
    }

    [Theory]
    [InlineData(SampleCompression.None, "None")]
    [InlineData(SampleCompression.Xpress, "XPRESS")]
    [InlineData(SampleCompression.SolidLzms, "LZMS")]
    public void Every_compression_passes_verification(SampleCompression compression, string expected)
    {
        using var folder = new TempFolder();
        var wim = new SampleWim(Small) { Compression = compression, IntegrityTable = true, BootIndex = 1 }.Write(folder["install.wim"]);

        Tool.Run("wimtools", "wimlib-imagex", "verify", wim);
        Assert.Equal([expected], Lines(Info(wim), "Compression"));
        Assert.Equal(["1"], Lines(Info(wim), "Boot Index"));
    }

    [Fact]
    public void What_the_xml_lost_is_not_there_and_the_hive_still_has_it()
    {
        using var folder = new TempFolder();
        var image = Small with { XmlEditionId = null, XmlInstallationType = null };
        var wim = new SampleWim(image).Write(folder["install.wim"]);

        Assert.Empty(Lines(Info(wim), "Edition ID"));
        Assert.Empty(Lines(Info(wim), "Installation Type"));
        Assert.Equal("ServerStandard", HiveText(folder, wim, "/Windows/System32/config/SOFTWARE", "EditionID"));
    }

    [Fact]
    public void Sources_can_contradict_each_other()
    {
        using var folder = new TempFolder();
        var wim = new SampleWim(Small with { HiveEditionId = "ServerDatacenter" }).Write(folder["install.wim"]);

        Assert.Equal(["ServerStandard"], Lines(Info(wim), "Edition ID"));
        Assert.Equal("ServerDatacenter", HiveText(folder, wim, "/Windows/System32/config/SOFTWARE", "EditionID"));
    }

    [Fact]
    public void Folders_are_spelled_as_asked()
    {
        using var folder = new TempFolder();
        var image = Small with { WindowsFolder = "WINDOWS", System32Folder = "SYSTEM32" };
        var wim = new SampleWim(image).Write(folder["install.wim"]);

        var paths = Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", wim, "1"));

        Assert.Contains("/WINDOWS/SYSTEM32/config/SOFTWARE\n", paths, StringComparison.Ordinal);
        Assert.DoesNotContain("/Windows", paths, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_security_descriptors_and_attributes()
    {
        using var folder = new TempFolder();
        var wim = new SampleWim(Small).Write(folder["install.wim"]);

        var entry = Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", wim, "1", "--detailed", "--path=/Program Files/desktop.ini"));

        Assert.Contains("Security Descriptor = 0100049014", entry, StringComparison.Ordinal);
        Assert.Contains("FILE_ATTRIBUTE_HIDDEN", entry, StringComparison.Ordinal);
    }

    private static string Info(string wim) => Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "info", wim));

    private static string[] Lines(string info, string name) =>
    [
        .. info.Split('\n').Where(l => l.StartsWith(name + ":", StringComparison.Ordinal)).Select(l => l[(name.Length + 1)..].Trim()),
    ];

    private static string HiveText(TempFolder folder, string wim, string hive, string value)
    {
        Tool.Run("wimtools", "wimlib-imagex", "extract", wim, "1", hive, $"--dest-dir={folder.Path}", "--no-acls");
        return Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", folder[Path.GetFileName(hive)], @"Microsoft\Windows NT\CurrentVersion", value)).Trim();
    }
}
