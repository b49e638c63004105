using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.AnswerFiles;

namespace ProvisionKms.Imaging.Tests.AnswerFiles;

public sealed class AnswerFileSessionTests : IDisposable
{
    private static readonly byte[] Content = "<unattend><!-- edited --></unattend>"u8.ToArray();

    private readonly TempFolder _temp = new();
    private readonly string _file;
    private readonly byte[] _before;

    public AnswerFileSessionTests()
    {
        _file = _temp.Write("Autounattend.xml", "<unattend/>");
        _before = File.ReadAllBytes(_file);
        File.SetLastWriteTimeUtc(_file, DateTime.UnixEpoch);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void It_holds_one_file_under_its_own_name()
    {
        using var session = AnswerFileSession.Open(_file);
        var tree = session.Tree(new ImageIndex(1));

        Assert.Equal(ImageKind.AnswerFile, session.Kind);
        Assert.Equal([new ImageIndex(1)], session.Indexes);
        Assert.Equal("Autounattend.xml", tree.Find("AUTOUNATTEND.XML")!.Path.ToString());
        Assert.Equal(_before, tree.ReadFile("autounattend.xml"));
        Assert.Equal(["Autounattend.xml"], tree.List(ImagePath.Root).Select(e => e.Path.Name));
        Assert.Null(tree.Find(@"Windows\Panther\unattend.xml"));
        Assert.Null(tree.ReadFile("other.xml"));
        Assert.Null(tree.OpenHive(@"Windows\System32\config\SOFTWARE"));
        Assert.Throws<NotSupportedException>(() => tree.WriteFile("other.xml", Content));
        Assert.Throws<NotSupportedException>(() => tree.SetProperty("x", "y"));
        AssertRefused(Codes.HiveMissing, () => tree.SetRegistryValues("SOFTWARE", []));
        AssertRefused(Codes.ImageIndexMissing, () => session.Tree(new ImageIndex(2)));
    }

    [Fact]
    public void In_place_the_file_is_replaced_when_it_is_published()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using (var session = Edited())
        using (var staged = session.Commit(_file, null, CancellationToken.None))
        {
            Assert.Equal(_before, File.ReadAllBytes(_file));
            using var reopened = staged.Reopen();
            Assert.Equal(Content, reopened.Tree(new ImageIndex(1)).ReadFile("Autounattend.xml"));
            staged.Publish();
        }

        Assert.Equal(Content, File.ReadAllBytes(_file));
        Assert.Equal([_file], Directory.GetFileSystemEntries(_temp.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
        }
    }

    [Fact]
    public void To_another_place_the_source_stays_and_the_result_is_known_by_the_same_name()
    {
        var output = _temp["unattend-out.xml"];
        using (var session = Edited())
        using (var staged = session.Commit(output, null, CancellationToken.None))
        {
            Assert.False(File.Exists(output));
            using var reopened = staged.Reopen();
            Assert.NotNull(reopened.Tree(new ImageIndex(1)).Find("Autounattend.xml"));
            staged.Publish();
        }

        Assert.Equal(Content, File.ReadAllBytes(output));
        Assert.Equal(_before, File.ReadAllBytes(_file));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_file));
    }

    [Fact]
    public void Unpublished_there_is_neither_a_change_nor_a_leftover()
    {
        using (var session = Edited())
        using (session.Commit(_temp["out.xml"], null, CancellationToken.None))
        {
        }

        Assert.Equal(_before, File.ReadAllBytes(_file));
        Assert.Equal([_file], Directory.GetFileSystemEntries(_temp.Path));
    }

    [Fact]
    public void Through_a_link_the_file_is_replaced_and_not_the_link()
    {
        var link = _temp["link.xml"];
        File.CreateSymbolicLink(link, _file);
        using (var session = AnswerFileSession.Open(link))
        {
            session.Tree(new ImageIndex(1)).WriteFile("link.xml", Content);
            using var staged = session.Commit(link, null, CancellationToken.None);
            staged.Publish();
        }

        Assert.Equal(_file, new FileInfo(link).LinkTarget);
        Assert.Equal(Content, File.ReadAllBytes(_file));
    }

    [Fact]
    public void An_output_that_cannot_be_written_leaves_the_source()
    {
        using var session = Edited();
        _temp.Write("no-folder", "a file where the folder of the output should be");

        AssertRefused(Codes.CommitFailed, () => session.Commit(_temp["no-folder/out.xml"], null, CancellationToken.None));
        Assert.Equal(_before, File.ReadAllBytes(_file));
    }

    [Fact]
    public void The_fingerprint_is_of_the_file_as_it_was_opened()
    {
        using var session = Edited();
        using var other = AnswerFileSession.Open(_file);

        Assert.Equal(Fingerprint(other), Fingerprint(session));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_diagnostic() =>
        AssertRefused(Codes.ImageNotFound, () => AnswerFileSession.Open(_temp["absent.xml"]));

    private AnswerFileSession Edited()
    {
        var session = AnswerFileSession.Open(_file);
        session.Tree(new ImageIndex(1)).WriteFile("Autounattend.xml", Content);
        return session;
    }

    private static TreeFingerprint Fingerprint(AnswerFileSession session)
    {
        var all = new List<TreeFingerprint>();
        session.Tree(new ImageIndex(1)).Fingerprint(FingerprintUse.WithAnother, all.Add, CancellationToken.None);
        return Assert.Single(all);
    }

    private static void AssertRefused(DiagnosticCode code, Action act) =>
        Assert.Same(code, Assert.Single(Assert.Throws<ProvisionException>(act).Diagnostics).Code);
}
