using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.Tests.Wim;

/// <summary>A run that is killed cannot clean up: what it leaves on disk is put together here, as a kill would.</summary>
public sealed class WimJournalTests(WimFixture wims) : IClassFixture<WimFixture>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [InlineData(1.0)]
    public void An_interrupted_write_is_undone_by_the_next_one(double part)
    {
        var (wim, original) = Interrupt(part);

        Assert.True(WimJournal.Recover(wim));

        Assert.Equal(original, File.ReadAllBytes(wim));
        Assert.False(WimJournal.ExistsFor(wim));
        Assert.False(WimJournal.Recover(wim));
    }

    [Fact]
    public void Reading_an_interrupted_image_says_what_to_do_and_writes_nothing()
    {
        var (wim, _) = Interrupt(0.5);
        var left = File.ReadAllBytes(wim);

        var error = Assert.Throws<ProvisionException>(() => WimSession.Open(wim, ImageAccess.Read));

        Assert.Equal(Codes.RunInterrupted, error.Diagnostics[0].Code);
        Assert.Equal(left, File.ReadAllBytes(wim));
        Assert.True(WimJournal.ExistsFor(wim));
    }

    [Fact]
    public void A_run_at_work_is_not_undone_by_another()
    {
        var wim = Copy();
        using var session = WimSession.Open(wim, ImageAccess.Write);
        Stage(session);
        using var staged = session.Commit(wim, null, TestContext.Current.CancellationToken);

        var error = Assert.Throws<ProvisionException>(() => WimSession.Open(wim, ImageAccess.Write));

        Assert.Equal(Codes.ImageBusy, error.Diagnostics[0].Code);
        staged.Publish();
        WimJudge.Verify(wim);
    }

    [Fact]
    public void A_journal_that_belongs_to_another_image_is_not_replayed()
    {
        var (wim, _) = Interrupt(1);
        File.WriteAllBytes(wim, new byte[1000]);

        var error = Assert.Throws<ProvisionException>(() => WimJournal.Recover(wim));

        Assert.Equal(Codes.JournalUnusable, error.Diagnostics[0].Code);
        Assert.Equal(new byte[1000], File.ReadAllBytes(wim));
    }

    [Fact]
    public void A_damaged_journal_is_not_replayed()
    {
        var (wim, _) = Interrupt(1);
        var journal = File.ReadAllBytes(WimJournal.PathFor(wim));
        journal[50] ^= 1;
        File.WriteAllBytes(WimJournal.PathFor(wim), journal);

        Assert.Equal(Codes.JournalUnusable, Assert.Throws<ProvisionException>(() => WimJournal.Recover(wim)).Diagnostics[0].Code);
    }

    /// <summary>The journal of a real in-place commit beside a WIM of which only a part of the new bytes arrived.</summary>
    private (string Wim, byte[] Original) Interrupt(double part)
    {
        var wim = Copy();
        var original = File.ReadAllBytes(wim);
        byte[] journal, written;
        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            Stage(session);
            using var staged = session.Commit(wim, null, TestContext.Current.CancellationToken);
            written = File.ReadAllBytes(wim);
            journal = ReadLocked(WimJournal.PathFor(wim));
        }

        // The header is the last that libwim writes.
        var arrived = original.Length + (int)((written.Length - original.Length) * part);
        File.WriteAllBytes(wim, part < 1 ? [.. original, .. written.AsSpan(original.Length, arrived - original.Length)] : written);
        File.WriteAllBytes(WimJournal.PathFor(wim), journal);
        return (wim, original);
    }

    /// <summary>Another program, which .NET's lock does not stop.</summary>
    private static byte[] ReadLocked(string path) => Tool.Run("coreutils", "cat", path);

    private static void Stage(WimSession session)
    {
        foreach (var index in session.Indexes)
        {
            session.Tree(index).WriteFile(@"Windows\Setup\Scripts\SetupComplete.cmd", new byte[5000]);
        }
    }

    private string Copy()
    {
        File.Copy(wims.WithIntegrity, _folder["copy.wim"]);
        return _folder["copy.wim"];
    }
}
