using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>The main job on WIM files, judged by wimlib-imagex, hivexget and xmllint.</summary>
public sealed class ApplyToWimTests
{
    private const string Auto = "recipe: 1\nproduct: auto\nedition: auto\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out/install.wim }\n";

    private static readonly SampleImage[] Four = [.. SampleImages.Server2019.Select(i => i with { FillerFiles = 5 })];

    [Fact]
    public void Every_image_gets_the_key_of_its_edition_and_independent_tools_find_it()
    {
        using var bench = new Bench();
        new SampleWim(Four) { IntegrityTable = true }.Write(bench.Folder["install.wim"]);

        var report = bench.Apply(Auto);

        Assert.True(report.Changed);
        Assert.Equal(
            ["N69G4-B89J2-4G8F4-WWYCC-J464C", "N69G4-B89J2-4G8F4-WWYCC-J464C", "WMDGN-G9PQG-XVVXX-R3X43-63DFG", "WMDGN-G9PQG-XVVXX-R3X43-63DFG"],
            report.Images.Select(i => i.Key));
        Assert.True(report.Verification!.Ok);
        var wim = bench.Folder["out/install.wim"];
        Tool.Run("wimtools", "wimlib-imagex", "verify", wim);
        foreach (var image in report.Images)
        {
            Assert.Contains("ProvisionKms", Extract(wim, image.Index, "/Windows/Setup/Scripts/SetupComplete.cmd"), StringComparison.Ordinal);
            var answer = bench.Folder.Write($"unattend{image.Index}.xml", Extract(wim, image.Index, "/Windows/Panther/unattend.xml"));
            var key = Tool.Run("libxml2-utils", "xmllint", "--xpath",
                "string(//*[local-name()='settings' and @pass='specialize']/*[@name='Microsoft-Windows-Shell-Setup']/*[local-name()='ProductKey' and namespace-uri()='urn:schemas-microsoft-com:unattend'])",
                answer);
            Assert.Equal(image.Key, Encoding.UTF8.GetString(key).Trim());
            Assert.Equal("kms.ovh.net", HiveText(bench, wim, image.Index, "KeyManagementServiceName"));
            Assert.Equal("1688", HiveText(bench, wim, image.Index, "KeyManagementServicePort"));
        }
    }

    [Fact]
    public void Only_the_planned_paths_differ()
    {
        using var bench = new Bench();
        new SampleWim(Four).Write(bench.Folder["install.wim"]);

        bench.Apply(Auto);

        for (var index = 1; index <= 4; index++)
        {
            var before = Paths(bench.Folder["install.wim"], index);
            var after = Paths(bench.Folder["out/install.wim"], index);
            Assert.Empty(before.Except(after));
            Assert.Equal(
                [
                    "/Windows/Panther/unattend.xml", "/Windows/Setup/Scripts", "/Windows/Setup/Scripts/ProvisionKms",
                    .. Payload.Paths.Select(p => $"/Windows/Setup/Scripts/ProvisionKms/{p.Name}").Order(StringComparer.Ordinal),
                    "/Windows/Setup/Scripts/SetupComplete.cmd",
                ],
                after.Except(before).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("\noutput: { path: out/install.wim }\n", "out/install.wim")]
    [InlineData("\n", "install.wim")]
    public void A_second_apply_changes_nothing_and_touches_nothing(string output, string made)
    {
        using var bench = new Bench();
        new SampleWim(Four[..2]).Write(bench.Folder["install.wim"]);
        var recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }" + output;
        Assert.True(bench.Apply(recipe).Changed);
        var (hash, time) = (bench.Hash(made), File.GetLastWriteTimeUtc(bench.Folder[made]));

        var second = bench.Apply(recipe);

        Assert.True(second.Verification!.Ok);
        Assert.Equal(hash, bench.Hash(made));
        Assert.Equal(time, File.GetLastWriteTimeUtc(bench.Folder[made]));
        Assert.False(second.Changed);
    }

    [Fact]
    public void A_changed_recipe_replaces_what_the_earlier_one_made()
    {
        using var bench = new Bench();
        new SampleWim(Four[0]).Write(bench.Folder["install.wim"]);
        const string recipe = "recipe: 1\nplatform: ovh-dedicated\nimage: { path: install.wim }\n";
        bench.Apply(recipe);

        var report = bench.Apply(recipe.Replace("ovh-dedicated", "ovh-public-cloud", StringComparison.Ordinal));

        Assert.True(report.Changed);
        Assert.Equal("kms.cloud.ovh.net", HiveText(bench, bench.Folder["install.wim"], 1, "KeyManagementServiceName"));
        Assert.Equal(["settings.ini", "SoftwareProtectionPlatform"], report.Images[0].Edits.Where(e => e.Action == "change").Select(e => e.Target.Split('\\')[^1]));
        Assert.All(report.Images[0].Edits, e => Assert.NotEqual("create", e.Action));
    }

    [Fact]
    public void A_recipe_of_one_edition_leaves_the_other_images_as_they_were()
    {
        using var bench = new Bench();
        new SampleWim(Four).Write(bench.Folder["install.wim"]);
        const string recipe = "recipe: 1\nproduct: windows-server-2019\nedition: datacenter\nplatform: ovh-dedicated\nimage: { path: install.wim }\noutput: { path: out.wim }\n";

        var report = bench.Apply(recipe);

        Assert.Equal([3, 4], report.Images.Select(i => i.Index));
        Assert.Equal(Detailed(bench.Folder["install.wim"], 1), Detailed(bench.Folder["out.wim"], 1));
        Assert.True(bench.Verify(recipe, "out.wim", "install.wim").Ok);
    }

    [Fact]
    public void Plan_writes_nothing_at_all()
    {
        using var bench = new Bench();
        new SampleWim(Four[0]).Write(bench.Folder["install.wim"]);
        bench.Recipe(Auto);
        var before = Directory.GetFileSystemEntries(bench.Folder.Path, "*", SearchOption.AllDirectories).Order();
        var (hash, time) = (bench.Hash("install.wim"), File.GetLastWriteTimeUtc(bench.Folder["install.wim"]));

        var report = bench.Plan(Auto);

        Assert.True(report.Changed);
        Assert.Null(report.Verification);
        Assert.Equal(before, Directory.GetFileSystemEntries(bench.Folder.Path, "*", SearchOption.AllDirectories).Order());
        Assert.Equal(hash, bench.Hash("install.wim"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(bench.Folder["install.wim"]));
    }

    [Fact]
    public void A_lost_edition_is_restored_as_it_was()
    {
        using var bench = new Bench();
        new SampleWim(Four[1]).Write(bench.Folder["whole.wim"]);
        new SampleWim(Four[1] with { XmlEditionId = null, XmlInstallationType = null }).Write(bench.Folder["install.wim"]);

        var report = bench.Apply(Auto);

        Assert.Equal(["WINDOWS/EDITIONID", "WINDOWS/INSTALLATIONTYPE"], report.Images[0].Edits.Where(e => e.Kind == "image-metadata").Select(e => e.Target));
        Assert.Equal(Described(bench.Folder["whole.wim"]), Described(bench.Folder["out/install.wim"]));
    }

    [Fact]
    public void Contradicting_sources_are_exit_5_showing_all_of_them()
    {
        using var bench = new Bench();
        new SampleWim(Four[1] with { HiveEditionId = "ServerDatacenter" }).Write(bench.Folder["install.wim"]);

        var refused = Assert.Throws<ProvisionException>(() => bench.Apply(Auto));

        Assert.Equal(ExitCode.ImageUnusable, refused.ExitCode);
        var finding = Assert.Single(refused.Diagnostics);
        Assert.Equal(Codes.EditionContradiction, finding.Code);
        Assert.Contains("WIM XML says ServerStandard, Server, build 17763", finding.Message, StringComparison.Ordinal);
        Assert.Contains("SOFTWARE hive says ServerDatacenter, Server, build 17763", finding.Message, StringComparison.Ordinal);
        Assert.False(Path.Exists(bench.Folder["out"]));
    }

    [Fact]
    public void A_tree_in_capitals_gets_no_second_one()
    {
        using var bench = new Bench();
        new SampleWim(Four[1] with { WindowsFolder = "WINDOWS", System32Folder = "SYSTEM32" }).Write(bench.Folder["install.wim"]);

        bench.Apply(Auto);

        var paths = Paths(bench.Folder["out/install.wim"], 1);
        Assert.DoesNotContain("/Windows", paths);
        Assert.Contains("/WINDOWS/Setup/Scripts/SetupComplete.cmd", paths);
        Assert.Equal(paths.Count, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void An_evaluation_is_converted_and_gets_no_answer_file_key()
    {
        using var bench = new Bench();
        new SampleWim(SampleImages.Server2019StandardEvaluation with { FillerFiles = 5 }).Write(bench.Folder["install.wim"]);

        var report = bench.Apply(Auto);

        Assert.Equal("standard-evaluation", report.Images[0].Edition);
        Assert.DoesNotContain(report.Images[0].Edits, e => e.Kind == "answer-file");
        Assert.DoesNotContain("/Windows/Panther/unattend.xml", Paths(bench.Folder["out/install.wim"], 1));
        Assert.Contains("ConvertTo=ServerStandard", Extract(bench.Folder["out/install.wim"], 1, "/Windows/Setup/Scripts/ProvisionKms/settings.ini"), StringComparison.Ordinal);
    }

    [Fact]
    public void Server_2008_keeps_its_KMS_host_under_SL()
    {
        using var bench = new Bench();
        new SampleWim(SampleImages.Server2008Standard with { FillerFiles = 5 }).Write(bench.Folder["install.wim"]);

        var report = bench.Apply(Auto);

        Assert.Equal("TM24T-X9RMF-VWXK6-X8JC9-BFGM2", report.Images[0].Key);
        Assert.Equal("kms.ovh.net", HiveText(bench, bench.Folder["out/install.wim"], 1, "KeyManagementServiceName", "SL"));
    }

    [Fact]
    public void An_ESD_stays_an_ESD()
    {
        using var bench = new Bench();
        new SampleWim(Four[..2]) { Compression = SampleCompression.SolidLzms }.Write(bench.Folder["install.esd"]);
        var recipe = Auto.Replace("install.wim", "install.esd", StringComparison.Ordinal);

        var report = bench.Apply(recipe);

        Assert.Equal(("esd", true), (report.Image.Kind, report.Verification!.Ok));
        Tool.Run("wimtools", "wimlib-imagex", "verify", bench.Folder["out/install.esd"]);
        Assert.Equal("kms.ovh.net", HiveText(bench, bench.Folder["out/install.esd"], 2, "KeyManagementServiceName"));
        Assert.False(bench.Apply(recipe).Changed);
    }

    [Fact]
    public void Windows_PE_is_refused_with_what_to_do()
    {
        using var bench = new Bench();
        new SampleWim(SampleImages.WindowsPE with { FillerFiles = 5 }).Write(bench.Folder["install.wim"]);

        var refused = Assert.Throws<ProvisionException>(() => bench.Plan(Auto));

        Assert.Equal(Codes.NotInstallableWindows, Assert.Single(refused.Diagnostics).Code);
        Assert.Contains("install.wim", refused.Diagnostics[0].Hint, StringComparison.Ordinal);
    }

    private static string Extract(string wim, int index, string path) =>
        Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "extract", wim, $"{index}", path, "--to-stdout"));

    private static List<string> Paths(string wim, int index) =>
        [.. Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", wim, $"{index}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string Detailed(string wim, int index) =>
        Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", wim, $"{index}", "--detailed"))
            .Split('\n').Where(l => !l.StartsWith("Raw ", StringComparison.Ordinal) && !l.Contains("offset", StringComparison.OrdinalIgnoreCase))
            .Aggregate(new StringBuilder(), (all, line) => all.AppendLine(line)).ToString();

    /// <summary>What wimlib-imagex says of the images, without the lines that any write changes.</summary>
    private static List<string> Described(string wim) =>
    [
        .. Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "info", wim)).Split('\n')
            .SkipWhile(l => !l.StartsWith("Index:", StringComparison.Ordinal))
            .Where(l => !l.StartsWith("Directory Count", StringComparison.Ordinal) && !l.StartsWith("File Count", StringComparison.Ordinal) &&
                !l.StartsWith("Total Bytes", StringComparison.Ordinal) && !l.StartsWith("Last Modification", StringComparison.Ordinal) &&
                !l.StartsWith("Hard Link", StringComparison.Ordinal) && !l.StartsWith("Creation Time", StringComparison.Ordinal)),
    ];

    private static string HiveText(Bench bench, string wim, int index, string value, string key = "SoftwareProtectionPlatform")
    {
        var hive = bench.Folder.Write("SOFTWARE", Tool.Run("wimtools", "wimlib-imagex", "extract", wim, $"{index}", "/Windows/System32/config/SOFTWARE", "--to-stdout"));
        return Encoding.UTF8.GetString(Tool.Run("libhivex-bin", "hivexget", hive, $@"Microsoft\Windows NT\CurrentVersion\{key}", value)).Trim();
    }
}
