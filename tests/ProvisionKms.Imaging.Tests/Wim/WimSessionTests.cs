using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;
using ProvisionKms.Imaging.Wim;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Wim;

public sealed class WimSessionTests(WimFixture wims) : IClassFixture<WimFixture>, IDisposable
{
    private static readonly ImagePath Software = @"Windows\System32\config\SOFTWARE";
    private static readonly RegistryValue KmsName =
        new(@"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform", "KeyManagementServiceName", "kms.example.net");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_image_is_listed_with_what_the_XML_says_of_it()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Read);

        Assert.Equal([1, 2, 3, 4], session.Indexes.Select(i => i.Value));
        Assert.Equal(
            ["ServerStandard|Server Core", "ServerStandard|Server", "ServerDatacenter|Server Core", "ServerDatacenter|Server"],
            session.Indexes.Select(i => $"{session.Tree(i).GetProperty("WINDOWS/EDITIONID")}|{session.Tree(i).GetProperty("WINDOWS/INSTALLATIONTYPE")}"));
        Assert.Null(session.Tree(new ImageIndex(1)).GetProperty("WINDOWS/NOSUCHTHING"));
    }

    [Theory]
    [InlineData(@"windows\SYSTEM32\Config\software")]
    [InlineData("/WINDOWS/System32/CONFIG/SOFTWARE")]
    public void Lookup_ignores_case_and_tells_the_spelling_of_the_image(string path)
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Read);
        var tree = session.Tree(new ImageIndex(3));

        Assert.Equal(@"Windows\System32\config\SOFTWARE", tree.Find(path)!.Path.ToString());
        Assert.Null(tree.Find(path + "x"));
        using var hive = tree.OpenHive(path)!;
        Assert.Equal("ServerDatacenter", hive.GetText(@"microsoft\windows nt\currentversion", "editionid"));
    }

    [Fact]
    public void Edits_of_all_images_are_one_write_and_nothing_else_differs()
    {
        var wim = Copy(wims.WithIntegrity);
        var before = Enumerable.Range(1, 4).Select(i => WimJudge.Details(wim, i)).ToList();

        Provision(wim, wim, [1, 2, 4]);

        WimJudge.Verify(wim);
        for (var i = 1; i <= 4; i++)
        {
            var after = WimJudge.Details(wim, i);
            var changed = after.Where(e => before[i - 1].GetValueOrDefault(e.Key) != e.Value).Select(e => e.Key).Order(StringComparer.Ordinal);
            Assert.Equal(
                i == 3 ? [] : ["/Windows/Panther/unattend.xml", "/Windows/Setup/Scripts", "/Windows/Setup/Scripts/SetupComplete.cmd", "/Windows/System32/config/SOFTWARE"],
                changed);
            Assert.Empty(before[i - 1].Keys.Except(after.Keys));
        }

        Assert.Equal("@echo off\r\n"u8.ToArray(), WimJudge.Extract(wim, 4, "/Windows/Setup/Scripts/SetupComplete.cmd"));
        File.WriteAllBytes(_folder["SOFTWARE"], WimJudge.Extract(wim, 2, "/Windows/System32/config/SOFTWARE"));
        var name = Tool.Run("libhivex-bin", "hivexget", _folder["SOFTWARE"], @"Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform", "KeyManagementServiceName");
        Assert.Equal("kms.example.net", System.Text.Encoding.UTF8.GetString(name).Trim());
    }

    [Fact]
    public void Compression_boot_index_integrity_table_and_GUID_are_kept()
    {
        var wim = Copy(wims.WithIntegrity);
        var before = Kept(wim);

        Provision(wim, wim, [1]);

        Assert.Equal(before, Kept(wim));
        Assert.Contains("Boot Index:     2", WimJudge.Run("info", wim), StringComparison.Ordinal);
        Assert.Contains("Integrity", WimJudge.Run("info", wim), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_output_leaves_the_source_as_it_was()
    {
        var source = Copy(wims.FourEditions);
        var bytes = File.ReadAllBytes(source);

        Provision(source, _folder["out/new.wim"], [1, 2, 3, 4]);

        Assert.Equal(bytes, File.ReadAllBytes(source));
        WimJudge.Verify(_folder["out/new.wim"]);
        Assert.Equal(["new.wim"], Directory.EnumerateFileSystemEntries(_folder["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Disposing_without_commit_changes_nothing()
    {
        var wim = Copy(wims.FourEditions);
        var (bytes, written) = (File.ReadAllBytes(wim), File.GetLastWriteTimeUtc(wim));

        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            Stage(session, 1);
        }

        Assert.Equal(bytes, File.ReadAllBytes(wim));
        Assert.Equal(written, File.GetLastWriteTimeUtc(wim));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_published_is_undone_to_the_byte(bool inPlace)
    {
        var wim = Copy(wims.WithIntegrity);
        var (bytes, written) = (File.ReadAllBytes(wim), File.GetLastWriteTimeUtc(wim));
        var output = inPlace ? wim : _folder["other.wim"];

        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            Stage(session, 1);
            using var staged = session.Commit(output, null, TestContext.Current.CancellationToken);
            using var reopened = staged.Reopen();
            Assert.NotNull(reopened.Tree(new ImageIndex(1)).Find(@"Windows\Panther\unattend.xml"));
        }

        Assert.Equal(bytes, File.ReadAllBytes(wim));
        Assert.Equal(written, File.GetLastWriteTimeUtc(wim));
        Assert.Equal(["source.wim"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_lost_property_is_staged_and_written()
    {
        var wim = new SampleWim(SampleImages.Server2019Standard with { XmlEditionId = null, XmlInstallationType = null }).Write(_folder["lost.wim"]);
        var whole = new SampleWim(SampleImages.Server2019Standard).Write(_folder["whole.wim"]);
        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            var tree = session.Tree(new ImageIndex(1));
            Assert.Null(tree.GetProperty("WINDOWS/EDITIONID"));
            tree.SetProperty("WINDOWS/EDITIONID", "ServerStandard");
            tree.SetProperty("WINDOWS/INSTALLATIONTYPE", "Server");
            using var staged = session.Commit(wim, null, TestContext.Current.CancellationToken);
            staged.Publish();
        }

        WimJudge.Verify(wim);
        string[] told = ["Edition ID", "Installation Type"];
        Assert.Equal(Lines(whole), Lines(wim));
        Assert.Equal(2, Lines(wim).Count);

        List<string> Lines(string file) => [.. WimJudge.Info(file, 1).Split('\n').Where(l => told.Any(t => l.StartsWith(t, StringComparison.Ordinal)))];
    }

    [Fact]
    public void Upper_case_folders_get_no_second_tree()
    {
        var wim = new SampleWim(SampleImages.Server2019Standard with { WindowsFolder = "WINDOWS", System32Folder = "SYSTEM32" }).Write(_folder["upper.wim"]);

        Provision(wim, wim, [1]);

        var roots = WimJudge.Paths(wim, 1).Where(p => p.Count(c => c == '/') == 1);
        Assert.Single(roots, p => p.Equals("/windows", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("/WINDOWS/Setup/Scripts/SetupComplete.cmd", WimJudge.Paths(wim, 1));
        Assert.Contains("/WINDOWS/SYSTEM32/config/SOFTWARE", WimJudge.Paths(wim, 1));
    }

    [Fact]
    public void A_solid_ESD_is_edited_and_stays_one()
    {
        var esd = new SampleWim(SampleImages.Server2019Standard, SampleImages.Server2019Datacenter) { Compression = SampleCompression.SolidLzms }.Write(_folder["install.esd"]);
        var before = Kept(esd);

        Provision(esd, esd, [1, 2]);

        WimJudge.Verify(esd);
        Assert.Equal(before, Kept(esd));
        using var session = WimSession.Open(esd, ImageAccess.Read);
        Assert.Equal(ImageKind.Esd, session.Kind);
    }

    [Fact]
    public void Staged_files_and_values_are_read_back_before_they_are_written()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Write);
        var tree = session.Tree(new ImageIndex(2));
        Stage(session, 2);

        Assert.Equal("@echo off\r\n"u8.ToArray(), tree.ReadFile(@"WINDOWS\setup\scripts\setupcomplete.cmd"));
        using var hive = tree.OpenHive(Software)!;
        Assert.Equal("kms.example.net", hive.GetText(KmsName.Key, KmsName.Name));
    }

    [Fact]
    public void Different_images_are_read_by_different_threads_at_once()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Read);
        var sums = new UInt128[5];

        Parallel.ForEach(session.Indexes, index =>
        {
            for (var round = 0; round < 5; round++)
            {
                UInt128 sum = 0;
                session.Tree(index).Fingerprint(FingerprintUse.WithAnother, f => sum += f.Digest, CancellationToken.None);
                Assert.True(round == 0 || sums[index.Value] == sum);
                sums[index.Value] = sum;
            }
        });

        Assert.Equal(4, sums.Skip(1).Distinct().Count());
    }

    [Fact]
    public void Cancelling_the_write_leaves_the_source_and_no_other_file()
    {
        var wim = Copy(wims.FourEditions);
        var bytes = File.ReadAllBytes(wim);
        using var cancelled = new CancellationTokenSource();
        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            Stage(session, 1);
            var progress = new CancelAtFirstReport(cancelled);
            Assert.ThrowsAny<OperationCanceledException>(() => session.Commit(wim, progress, cancelled.Token));
        }

        Assert.Equal(bytes, File.ReadAllBytes(wim));
        Assert.Equal(["source.wim"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_output_that_cannot_be_made_is_said()
    {
        var wim = Copy(wims.FourEditions);
        var error = Assert.Throws<ProvisionException>(() => Provision(wim, "/dev/null/new.wim", [1]));

        Assert.Equal(Codes.CommitFailed, error.Diagnostics[0].Code);
        Assert.Equal(ExitCode.ApplyFailed, error.ExitCode);
    }

    [Fact]
    public void A_link_in_the_way_of_an_edit_is_refused()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Write);
        var tree = session.Tree(new ImageIndex(1));

        var error = Assert.Throws<ProvisionException>(() => tree.WriteFile(@"Documents and Settings\evil.cmd", new byte[1]));

        Assert.Equal(Codes.FileNotEditable, error.Diagnostics[0].Code);
        Assert.Throws<ProvisionException>(() => tree.WriteFile(@"Windows\System32", new byte[1]));
        Assert.Throws<ProvisionException>(() => tree.WriteFile(@"Windows\system.ini\x", new byte[1]));
        Assert.Throws<ProvisionException>(() => tree.ReadFile("Windows"));
    }
    [Fact]
    public void A_dirty_hive_is_not_edited()
    {
        var hive = _folder["SOFTWARE"];
        SampleHive.Create(hive, [KmsName]);
        using (var file = File.OpenHandle(hive, FileMode.Open, FileAccess.ReadWrite))
        {
            const int secondarySequenceNumber = 8;
            RandomAccess.Write(file, [0xEE], secondarySequenceNumber);
        }

        var image = SampleImages.Server2019Standard.WithFile("Windows/System32/config/DIRTY", File.ReadAllBytes(hive));
        var wim = new SampleWim(image).Write(_folder["dirty.wim"]);
        using var session = WimSession.Open(wim, ImageAccess.Write);

        var error = Assert.Throws<ProvisionException>(() => session.Tree(new ImageIndex(1)).SetRegistryValues(@"Windows\System32\config\DIRTY", [KmsName]));

        Assert.Equal(ExitCode.ImageUnusable, error.ExitCode);
        Assert.Throws<ProvisionException>(() => session.Tree(new ImageIndex(1)).SetRegistryValues(@"Windows\System32\config\NOSUCH", [KmsName]));
    }

    [Fact]
    public void A_folder_for_temporary_files_that_is_gone_is_said()
    {
        using var scratch = new ScratchFolder();
        Directory.Delete(scratch.Path);

        var error = Assert.Throws<ProvisionException>(() => scratch.Use(() => File.WriteAllBytes(Path.Combine(scratch.Path, "x"), [1])));

        Assert.Equal(Codes.ScratchFolderUnusable, error.Diagnostics[0].Code);
        Assert.Equal(ExitCode.MachineLacksSomething, error.ExitCode);
    }

    private static string Kept(string wim) =>
        string.Join('\n', WimJudge.Run("info", wim).Split('\n').Where(l => l.StartsWith("GUID", StringComparison.Ordinal) ||
            l.StartsWith("Compression", StringComparison.Ordinal) || l.StartsWith("Chunk", StringComparison.Ordinal) ||
            l.StartsWith("Boot", StringComparison.Ordinal) || l.StartsWith("Attributes", StringComparison.Ordinal) || l.StartsWith("Version", StringComparison.Ordinal)));

    private static void Provision(string source, string output, int[] indexes)
    {
        using var session = WimSession.Open(source, ImageAccess.Write);
        Stage(session, indexes);
        using var staged = session.Commit(output, null, TestContext.Current.CancellationToken);
        staged.Publish();
    }

    private static void Stage(WimSession session, params int[] indexes)
    {
        foreach (var index in indexes)
        {
            var tree = session.Tree(new ImageIndex(index));
            tree.WriteFile(@"windows\setup\Scripts\SetupComplete.cmd", "@echo off\r\n"u8.ToArray());
            tree.WriteFile(@"Windows\panther\unattend.xml", "<unattend/>"u8.ToArray());
            tree.SetRegistryValues(Software, [KmsName]);
        }
    }

    private string Copy(string wim)
    {
        File.Copy(wim, _folder["source.wim"]);
        File.SetLastWriteTimeUtc(_folder["source.wim"], new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        return _folder["source.wim"];
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource source) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => source.Cancel();
    }
}
