using System.Collections.Concurrent;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Tests.Provisioning;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Media;

/// <summary>The main job on install media, judged by 7-Zip, xorriso, isoinfo, wimlib-imagex and xmllint.</summary>
public sealed class ApplyToMediaTests
{
    private const string Scripts = "Sources/$OEM$/$$/Setup/Scripts";

    private static readonly string[] Edits =
        ["autounattend.xml", .. Payload.Paths.Select(p => $"{Scripts}/ProvisionKms/{p.Name}"), $"{Scripts}/SetupComplete.cmd"];

    public static TheoryData<string> FileSystems => ["bridge", "udf", "joliet"];

    [Theory]
    [MemberData(nameof(FileSystems))]
    public void Only_the_planned_files_differ_and_label_and_boot_images_are_kept(string fileSystems)
    {
        using var bench = new Bench();
        var source = SampleMedia.Write(bench.Folder, Options(fileSystems), SampleImages.Server2019StandardCore, SampleImages.Server2019Standard);
        var hash = bench.Hash("in.iso");

        var report = bench.Apply(SampleMedia.Recipe);

        var made = bench.Folder["out/made.iso"];
        var (before, after) = (MediaJudge.Files(source), MediaJudge.Files(made));
        Assert.True(report.Verification!.Ok);
        Assert.Equal(["Sources/install.wim"], before.Where(f => after.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key));
        Assert.Equal(Edits.Order(StringComparer.Ordinal), after.Keys.Except(before.Keys).Order(StringComparer.Ordinal));
        Assert.Equal(MediaJudge.Boot(source), MediaJudge.Boot(made));
        Assert.Equal(SampleMedia.Label, MediaJudge.Label(made));
        Assert.Equal(hash, bench.Hash("in.iso"));
        Assert.Equal(["made.iso"], Directory.EnumerateFileSystemEntries(bench.Folder["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public void The_answer_file_has_the_key_for_both_passes_and_the_images_have_their_edits()
    {
        using var bench = new Bench();
        SampleMedia.Write(bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);

        var report = bench.Apply(SampleMedia.Recipe);

        var answer = MediaJudge.Content(bench.Folder["out/made.iso"], "autounattend.xml");
        bench.Folder.Write("made.xml", answer);
        Assert.Equal("N69G4-B89J2-4G8F4-WWYCC-J464C", XPath(bench.Folder["made.xml"], "string(//*[local-name()='settings' and @pass='windowsPE']//*[local-name()='Key'])"));
        Assert.Equal("N69G4-B89J2-4G8F4-WWYCC-J464C", XPath(bench.Folder["made.xml"], "string(//*[local-name()='settings' and @pass='specialize']//*[local-name()='ProductKey'])"));
        Assert.DoesNotContain("RunSynchronous", answer, StringComparison.Ordinal);
        bench.Folder.Write("install.wim", Tool.Run("p7zip-full", "7z", "x", "-so", bench.Folder["out/made.iso"], "Sources/install.wim"));
        Tool.Run("wimtools", "wimlib-imagex", "verify", bench.Folder["install.wim"]);
        Assert.Contains("/Windows/Setup/Scripts/ProvisionKms/Activate.cmd", Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "dir", bench.Folder["install.wim"], "1")), StringComparison.Ordinal);
        Assert.Equal("iso", report.Image.Kind);
        Assert.Equal(Edits.Length, report.Media!.Edits.Count);
    }

    [Theory]
    [InlineData("output: { path: out/made.iso }\n", "out/made.iso")]
    [InlineData("", "in.iso")]
    public void A_second_apply_changes_nothing(string output, string made)
    {
        using var bench = new Bench();
        SampleMedia.Write(bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);
        var recipe = SampleMedia.Recipe.Replace("output: { path: out/made.iso }\n", output, StringComparison.Ordinal);
        Assert.True(bench.Apply(recipe).Changed);
        var hash = bench.Hash(made);

        Assert.False(bench.Apply(recipe).Changed);

        Assert.Equal(hash, bench.Hash(made));
        Assert.True(bench.Verify(recipe, made).Ok);
        Assert.All(bench.Plan(recipe.Replace("in.iso", made, StringComparison.Ordinal)).Media!.Edits, e => Assert.Equal("keep", e.Action));
    }

    [Fact]
    public void Long_work_says_how_far_it_is()
    {
        using var bench = new Bench();
        var noise = new byte[64 << 20];
        new Random(2).NextBytes(noise);
        bench.Folder.Write("tree/large.bin", noise);
        SampleMedia.Write(bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard);
        var told = new Told();

        bench.Provisioner.Apply(bench.Recipe(SampleMedia.Recipe), told, TestContext.Current.CancellationToken);

        Assert.All(new[] { "unpacking", "writing" }, activity => Assert.Contains(told.All, p => p.Activity == activity && p.Done > 0 && p.Done <= p.Total));
    }

    [Fact]
    public void An_answer_file_and_a_script_of_the_media_keep_what_they_have()
    {
        using var bench = new Bench();
        var tree = Prepare(bench, [SampleImages.Server2019Standard]);
        File.WriteAllText(Path.Combine(tree, "AutoUnattend.xml"), "<?xml version=\"1.0\"?>\n<!-- theirs -->\n<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">\n</unattend>\n");
        bench.Folder.Write($"tree/{Scripts}/setupcomplete.cmd", "echo theirs\r\n");
        SampleMedia.Build(bench.Folder, tree, SampleMedia.Bridge);

        bench.Apply(SampleMedia.Recipe);

        var made = bench.Folder["out/made.iso"];
        Assert.Contains("<!-- theirs -->", MediaJudge.Content(made, "AutoUnattend.xml"), StringComparison.Ordinal);
        Assert.Contains("N69G4-", MediaJudge.Content(made, "AutoUnattend.xml"), StringComparison.Ordinal);
        var script = MediaJudge.Content(made, $"{Scripts}/setupcomplete.cmd");
        Assert.EndsWith("echo theirs\r\n", script, StringComparison.Ordinal);
        Assert.Contains("ProvisionKms block begin", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_different_editions_get_their_own_and_the_media_none()
    {
        using var bench = new Bench();
        SampleMedia.Write(bench.Folder, SampleMedia.Bridge, SampleImages.Server2019Standard, SampleImages.Server2019Datacenter);

        var report = bench.Plan(SampleMedia.Recipe);

        Assert.Null(report.Media);
        Assert.Contains(report.Findings, f => f.Code == Codes.MediaAnswerFileLeftOut);
        Assert.Contains(report.Findings, f => f.Code == Codes.MediaScriptsLeftOut);
    }

    [Fact]
    public void A_script_of_an_earlier_run_that_would_overrule_the_images_is_refused()
    {
        using var bench = new Bench();
        var tree = Prepare(bench, [SampleImages.Server2019Standard, SampleImages.Server2019Datacenter]);
        bench.Folder.Write($"tree/{Scripts}/ProvisionKms/settings.ini", "old");
        SampleMedia.Build(bench.Folder, tree, SampleMedia.Bridge);

        var refused = Assert.Throws<ProvisionException>(() => bench.Apply(SampleMedia.Recipe));

        Assert.Contains(refused.Diagnostics, d => d.Code == Codes.MediaScriptsOverrule);
        Assert.False(Path.Exists(bench.Folder["out/made.iso"]));
    }

    [Fact]
    public void Split_images_become_one()
    {
        using var bench = new Bench();
        var tree = SampleMedia.Tree(bench.Folder);
        var noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        var whole = new SampleWim([SampleImages.Server2019Standard.WithFile("Windows/noise", noise).WithFile("Windows/more", [.. noise.Reverse()])]).Write(bench.Folder["whole.wim"]);
        Tool.Run("wimtools", "wimlib-imagex", "split", whole, Path.Combine(tree, "Sources", "install.swm"), "1");
        Assert.True(File.Exists(Path.Combine(tree, "Sources", "install2.swm")));
        SampleMedia.Build(bench.Folder, tree, SampleMedia.Bridge);

        Assert.True(bench.Apply(SampleMedia.Recipe).Verification!.Ok);

        var files = MediaJudge.Files(bench.Folder["out/made.iso"]).Keys;
        Assert.Contains("Sources/install.wim", files);
        Assert.DoesNotContain(files, f => f.EndsWith(".swm", StringComparison.Ordinal));
        Assert.True(bench.Verify(SampleMedia.Recipe, "out/made.iso", "in.iso").Ok);
    }

    [Fact]
    public void An_ESD_stays_one()
    {
        using var bench = new Bench();
        var tree = SampleMedia.Tree(bench.Folder);
        var whole = new SampleWim([SampleImages.Server2019Standard]).Write(bench.Folder["whole.wim"]);
        Tool.Run("wimtools", "wimlib-imagex", "export", whole, "all", Path.Combine(tree, "Sources", "install.esd"), "--solid");
        SampleMedia.Build(bench.Folder, tree, SampleMedia.Bridge);

        Assert.True(bench.Apply(SampleMedia.Recipe).Verification!.Ok);

        bench.Folder.Write("made.esd", Tool.Run("p7zip-full", "7z", "x", "-so", bench.Folder["out/made.iso"], "Sources/install.esd"));
        Assert.Contains("LZMS", Encoding.UTF8.GetString(Tool.Run("wimtools", "wimlib-imagex", "info", bench.Folder["made.esd"])), StringComparison.Ordinal);
        Tool.Run("wimtools", "wimlib-imagex", "verify", bench.Folder["made.esd"]);
    }

    [Fact]
    public void A_key_file_that_does_not_fit_is_told()
    {
        using var bench = new Bench();
        var tree = Prepare(bench, [SampleImages.Server2019Standard]);
        bench.Folder.Write("tree/Sources/PID.txt", "[PID]\r\nValue=WMDGN-G9PQG-XVVXX-R3X43-63DFG\r\n");
        SampleMedia.Build(bench.Folder, tree, SampleMedia.Bridge);

        Assert.Contains(bench.Plan(SampleMedia.Recipe).Findings, f => f.Code == Codes.MediaHasKeyFile);
    }

    private static string Prepare(Bench bench, SampleImage[] images)
    {
        var tree = SampleMedia.Tree(bench.Folder);
        new SampleWim(images).Write(Path.Combine(tree, "Sources", "install.wim"));
        return tree;
    }

    private static string[] Options(string fileSystems) => fileSystems switch
    {
        "bridge" => SampleMedia.Bridge,
        "udf" => SampleMedia.UdfOnly,
        _ => SampleMedia.Joliet,
    };

    private sealed class Told : IProgress<WorkProgress>
    {
        public ConcurrentQueue<WorkProgress> All { get; } = [];

        public void Report(WorkProgress value) => All.Enqueue(value);
    }

    private static string XPath(string file, string expression) =>
        Encoding.UTF8.GetString(Tool.Run("libxml2-utils", "xmllint", "--xpath", expression, file)).Trim();
}
