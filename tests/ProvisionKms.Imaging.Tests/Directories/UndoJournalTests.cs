using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>Discarded, killed or forged: the image is what it was, to the last time stamp.</summary>
[SupportedOSPlatform("linux")]
public sealed class UndoJournalTests : IDisposable
{
    private static readonly byte[] Content = "@echo off\r\n"u8.ToArray();

    private readonly SampleDirectory _image = new();
    private readonly string[] _before;

    public UndoJournalTests() => _before = TreeSnapshot.Of(_image.Root);

    public void Dispose() => _image.Dispose();

    private string Journal => Path.Combine(_image.Root, ".provision-kms-undo");

    [Fact]
    public void A_commit_that_is_not_published_is_undone()
    {
        using (var session = _image.Open())
        {
            using var staged = Commit(session);
            Assert.True(File.Exists(_image.HostPath(SampleDirectory.Script)));
        }

        Assert.Equal(_before, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void A_published_commit_leaves_no_journal()
    {
        using var session = _image.Open();
        using (var staged = Commit(session))
        {
            staged.Publish();
        }

        Assert.False(Directory.Exists(Journal));
        Assert.Equal(Content, File.ReadAllBytes(_image.HostPath(SampleDirectory.Script)));
    }

    [Fact]
    public void The_reopened_result_does_not_show_the_journal()
    {
        using var session = _image.Open();
        using var staged = Commit(session);
        using var reopened = staged.Reopen();
        var tree = reopened.Tree(new ImageIndex(1));
        var paths = new List<string>();
        tree.Fingerprint(FingerprintUse.WithAnother, f => paths.Add(f.Path), CancellationToken.None);

        Assert.Equal(Content, tree.ReadFile(SampleDirectory.Script));
        Assert.DoesNotContain(paths, path => path.StartsWith(".provision", StringComparison.Ordinal));
        Assert.Equal(["Users", "Windows"], tree.List(ImagePath.Root).Select(e => e.Path.Name));
        Assert.Null(tree.Find(".provision-kms-undo"));
    }

    [Fact]
    public void What_a_killed_run_left_is_undone_when_the_image_is_opened_for_writing()
    {
        using var session = _image.Open();
        using var staged = Commit(session);
        var killed = _image.CopyTo("killed");

        AssertRefused(Codes.RunInterrupted, () => DirectorySession.Open(killed, ImageAccess.Read));
        DirectorySession.Open(killed, ImageAccess.Write).Dispose();

        Assert.Equal(_before, TreeSnapshot.Of(killed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_that_was_killed_between_two_steps_is_undone(int stepsDone)
    {
        using var session = _image.Open();
        using var staged = Commit(session);
        var killed = _image.CopyTo("killed");
        Rewind(killed, stepsDone);

        DirectorySession.Open(killed, ImageAccess.Write).Dispose();

        Assert.Equal(_before, TreeSnapshot.Of(killed));
    }

    [Fact]
    public void A_run_that_was_killed_before_its_first_step_leaves_only_litter()
    {
        var root = Directory.GetLastWriteTimeUtc(_image.Root);
        Directory.CreateDirectory(Journal);
        File.WriteAllText(Path.Combine(Journal, "lock"), "");
        File.SetLastWriteTimeUtc(Path.Combine(Journal, "lock"), root);
        File.WriteAllText(Path.Combine(Journal, "new-0"), "half");
        File.WriteAllText(Path.Combine(Journal, "journal.draft"), "provi");

        _image.Open().Dispose();

        Assert.Equal(_before, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void A_run_that_was_killed_while_publishing_stays_published()
    {
        using var session = _image.Open();
        using var staged = Commit(session);
        var killed = _image.CopyTo("killed");
        File.Delete(Path.Combine(killed, ".provision-kms-undo", "journal"));

        DirectorySession.Open(killed, ImageAccess.Write).Dispose();

        Assert.False(Directory.Exists(Path.Combine(killed, ".provision-kms-undo")));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(killed, "Windows/Setup/Scripts/SetupComplete.cmd")));
    }

    [Fact]
    public void A_second_run_waits_for_the_first()
    {
        using var session = _image.Open();
        using var staged = Commit(session);

        AssertRefused(Codes.DirectoryInUse, () => _image.Open());
    }

    [Fact]
    public void A_cancelled_commit_is_undone()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var session = _image.Open();
        session.Tree(new ImageIndex(1)).WriteFile(SampleDirectory.Script, Content);

        Assert.Throws<OperationCanceledException>(() => session.Commit(session.Path, null, cancelled.Token));

        Assert.Equal(_before, TreeSnapshot.Of(_image.Root));
    }

    [Theory]
    [InlineData("")]
    [InlineData("provision-kms undo journal 1\n")]
    [InlineData("provision-kms undo journal 1\nsomething\nend\n")]
    [InlineData("provision-kms undo journal 1\ncreated\t../outside/SetupComplete.cmd\nend\n")]
    [InlineData("provision-kms undo journal 1\nreplaced\t0\tWindows/../../outside/SetupComplete.cmd\nend\n")]
    [InlineData("provision-kms undo journal 1\nreplaced\t../0\tWindows/x\nend\n")]
    [InlineData("provision-kms undo journal 1\nreplaced\t99999999999\tWindows/x\nend\n")]
    [InlineData("provision-kms undo journal 1\ncreated\tlink/SetupComplete.cmd\nend\n")]
    [InlineData("provision-kms undo journal 1\nreplaced\t0\tlink/SetupComplete.cmd\nend\n")]
    public void A_forged_journal_does_not_lead_out_of_the_image(string list)
    {
        File.CreateSymbolicLink(_image.HostPath("link"), _image.Outside);
        Directory.CreateDirectory(Journal);
        File.WriteAllText(Path.Combine(Journal, "journal"), list);
        File.WriteAllText(Path.Combine(Journal, "original-0"), "forged");
        var outside = TreeSnapshot.Of(_image.Outside);

        AssertRefused(Codes.UndoFailed, () => _image.Open());

        Assert.Equal(outside, TreeSnapshot.Of(_image.Outside));
    }

    [Fact]
    public void A_journal_that_is_a_link_is_not_followed()
    {
        File.CreateSymbolicLink(Journal, _image.Outside);
        var outside = TreeSnapshot.Of(_image.Outside);

        AssertRefused(Codes.UndoFailed, () => _image.Open());

        Assert.Equal(outside, TreeSnapshot.Of(_image.Outside));
    }

    /// <summary>Three files: one that is there (a hive), one that is there (a file), one that needs two new folders.</summary>
    private static IStagedImage Commit(DirectorySession session)
    {
        var tree = session.Tree(new ImageIndex(1));
        tree.WriteFile(@"Windows\Panther\unattend.xml", Content);
        tree.WriteFile(SampleDirectory.Script, Content);
        tree.SetRegistryValues(SampleDirectory.Hive, [new RegistryValue(SampleDirectory.Licensing, "KeyManagementServiceName", "kms.example.net")]);
        return session.Commit(session.Path, null, CancellationToken.None);
    }

    /// <summary>Takes steps back by hand, last first, to where only so many had been done: file, two folders and file, hive.</summary>
    private static void Rewind(string root, int stepsDone)
    {
        string At(string path) => Path.Combine(root, path);
        void PutBack(int number, string path)
        {
            File.Move(At(path), At($".provision-kms-undo/new-{number}"));
            File.Move(At($".provision-kms-undo/original-{number}"), At(path));
        }

        var back = new Action[]
        {
            () => PutBack(0, "Windows/Panther/unattend.xml"),
            () => Directory.Delete(At("Windows/Setup")),
            () => Directory.Delete(At("Windows/Setup/Scripts")),
            () => File.Move(At("Windows/Setup/Scripts/SetupComplete.cmd"), At(".provision-kms-undo/new-1")),
            () => PutBack(2, "Windows/System32/config/SOFTWARE"),
        };
        foreach (var step in back.Skip(stepsDone).Reverse())
        {
            step();
        }
    }

    private static void AssertRefused(DiagnosticCode code, Action act) =>
        Assert.Same(code, Assert.Single(Assert.Throws<ProvisionException>(act).Diagnostics).Code);
}
