using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>The main job on an applied image: a plain directory with real hives.</summary>
public sealed class ApplyToDirectoryTests
{
    private const string Recipe = "recipe: 1\nplatform: ovh-public-cloud\nimage: { path: mounted }\n";

    private static readonly SampleImage Small = SampleImages.Server2019Standard with { FillerFiles = 5 };

    [Fact]
    public void The_hive_names_the_edition_and_everything_gets_its_place()
    {
        using var bench = Mounted(Small);

        var report = bench.Apply(Recipe);

        Assert.Equal(("directory", true), (report.Image.Kind, report.Changed));
        Assert.Equal(("standard", "N69G4-B89J2-4G8F4-WWYCC-J464C"), (report.Images[0].Edition, report.Images[0].Key));
        Assert.Contains("ProvisionKms", File.ReadAllText(bench.Folder["mounted/Windows/Setup/Scripts/SetupComplete.cmd"]), StringComparison.Ordinal);
        Tool.Run("libxml2-utils", "xmllint", "--noout", bench.Folder["mounted/Windows/Panther/unattend.xml"]);
        Assert.Equal("kms.cloud.ovh.net", HiveText(bench, "KeyManagementServiceName"));
    }

    [Fact]
    public void A_second_apply_changes_nothing()
    {
        using var bench = Mounted(Small);
        bench.Apply(Recipe);
        var before = Snapshot(bench);

        var second = bench.Apply(Recipe);

        Assert.False(second.Changed);
        Assert.All(second.Images[0].Edits, e => Assert.Equal("keep", e.Action));
        Assert.Equal(before, Snapshot(bench));
    }

    [Fact]
    public void Plan_writes_nothing()
    {
        using var bench = Mounted(Small);
        var before = Snapshot(bench);
        Assert.True(bench.Plan(Recipe).Changed);
        Assert.Equal(before, Snapshot(bench));
    }

    [Fact]
    public void What_was_there_is_kept_around_ours()
    {
        using var bench = Mounted(Small
            .WithFile("Windows/Setup/Scripts/SETUPCOMPLETE.CMD", "echo theirs\r\nexit /b 0\r\n")
            .WithFile("Windows/System32/Sysprep/unattend.xml", "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"><settings pass=\"specialize\"></settings></unattend>"));

        var report = bench.Apply(Recipe);

        Assert.Equal(["SETUPCOMPLETE.CMD", "unattend.xml"], report.Images[0].Edits.Where(e => e.Action == "change").Select(e => e.Target.Split('\\')[^1]));
        var script = File.ReadAllText(bench.Folder["mounted/Windows/Setup/Scripts/SETUPCOMPLETE.CMD"]);
        Assert.EndsWith("echo theirs\r\nexit /b 0\r\n", script, StringComparison.Ordinal);
        Assert.Contains("N69G4-B89J2-4G8F4-WWYCC-J464C", File.ReadAllText(bench.Folder["mounted/Windows/System32/Sysprep/unattend.xml"]), StringComparison.Ordinal);
        Assert.False(File.Exists(bench.Folder["mounted/Windows/Panther/unattend.xml"]));
    }

    [Fact]
    public void Licence_tokens_that_deny_the_edition_are_a_contradiction()
    {
        using var bench = Mounted(Small with { Licences = ["ServerDatacenter"] });
        var refused = Assert.Throws<ProvisionException>(() => bench.Apply(Recipe));
        Assert.Equal(Codes.EditionContradiction, refused.Diagnostics[0].Code);
        Assert.Contains("licence tokens are for", refused.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dirty_hive_is_noticed_and_nothing_is_written()
    {
        using var bench = Mounted(Small);
        var hive = bench.Folder["mounted/Windows/System32/config/SOFTWARE"];
        var bytes = File.ReadAllBytes(hive);
        // The primary sequence number runs ahead of the secondary one while Windows writes; the checksum covers both.
        var sequence = BitConverter.ToUInt32(bytes, 4) + 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(4), sequence);
        var sum = Enumerable.Range(0, 127).Aggregate(0u, (x, i) => x ^ BitConverter.ToUInt32(bytes, i * 4));
        BitConverter.TryWriteBytes(bytes.AsSpan(508), sum is 0 ? 1 : sum is uint.MaxValue ? uint.MaxValue - 1 : sum);
        File.WriteAllBytes(hive, bytes);
        var before = Snapshot(bench);

        var refused = Assert.Throws<ProvisionException>(() => bench.Apply(Recipe));

        Assert.Equal(Codes.HiveNotClean, Assert.Single(refused.Diagnostics).Code);
        Assert.Equal(before, Snapshot(bench));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Every_release_is_told_from_its_hive(SampleImage image, string product)
    {
        using var bench = Mounted(image with { FillerFiles = 5 });
        Assert.Equal(product, bench.Plan(Recipe).Images[0].Product);
    }

    public static TheoryData<SampleImage, string> Releases() => new()
    {
        { SampleImages.Server2008Standard, "windows-server-2008" },
        { SampleImages.Server2008R2Enterprise, "windows-server-2008-r2" },
        { SampleImages.Server2012R2Datacenter, "windows-server-2012-r2" },
        { SampleImages.Windows81Pro, "windows-8.1" },
        { SampleImages.Server2019DatacenterCore, "windows-server-2019" },
    };

    [Fact]
    public void Another_output_is_refused_and_nothing_is_written()
    {
        using var bench = Mounted(Small);
        var before = Snapshot(bench);
        Assert.Throws<ProvisionException>(() => bench.Apply(Recipe + "output: { path: elsewhere }\n"));
        Assert.Equal(before, Snapshot(bench));
    }

    private static Bench Mounted(SampleImage image)
    {
        var bench = new Bench();
        SampleTree.Write(Directory.CreateDirectory(bench.Folder["mounted"]).FullName, image);
        return bench;
    }

    private static List<string> Snapshot(Bench bench) =>
    [
        .. new DirectoryInfo(bench.Folder["mounted"]).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(e => $"{e.FullName} {e.LastWriteTimeUtc:o} {(e is FileInfo f ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f.FullName))) : "")}")
            .Order(StringComparer.Ordinal),
    ];

    private static string HiveText(Bench bench, string value) =>
        Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", bench.Folder["mounted/Windows/System32/config/SOFTWARE"], @"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform", value)).Trim();
}
