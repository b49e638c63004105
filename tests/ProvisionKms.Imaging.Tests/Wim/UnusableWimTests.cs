using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Wim;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Wim;

public sealed class UnusableWimTests(WimFixture wims) : IClassFixture<WimFixture>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_of_a_split_WIM_says_how_to_join_it()
    {
        WimJudge.Run("split", wims.FourEditions, _folder["install.swm"], "0.02");
        Assert.True(File.Exists(_folder["install2.swm"]));

        foreach (var part in (string[])["install.swm", "install2.swm"])
        {
            var diagnostic = Refused(_folder[part]);
            Assert.Equal(Codes.WimSplit, diagnostic.Code);
            Assert.Contains("wimlib-imagex join joined.wim install*.swm", diagnostic.Hint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_pipable_WIM_says_how_to_convert_it()
    {
        var wim = new SampleWim(SampleImages.Server2019Standard) { Pipable = true }.Write(_folder["pipable.wim"]);

        Assert.Equal(Codes.WimPipable, Refused(wim).Code);
    }

    [Fact]
    public void A_WIM_marked_read_only_is_edited_only_into_another_output()
    {
        var wim = Copy();
        using (var file = File.OpenHandle(wim, FileMode.Open, FileAccess.ReadWrite))
        {
            const int flagsAt = 16;
            const byte lzxAndReadOnly = 0x02 | 0x04;
            RandomAccess.Write(file, [lzxAndReadOnly], flagsAt);
        }

        using var session = WimSession.Open(wim, ImageAccess.Write);
        session.Tree(new ImageIndex(1)).WriteFile(@"Windows\x.txt", new byte[1]);

        var error = Assert.Throws<ProvisionException>(() => session.Commit(wim, null, TestContext.Current.CancellationToken));

        Assert.Equal(Codes.WimReadOnly, error.Diagnostics[0].Code);
        using var staged = session.Commit(_folder["writable.wim"], null, TestContext.Current.CancellationToken);
        staged.Publish();
        Assert.Contains("/Windows/x.txt", WimJudge.Paths(_folder["writable.wim"], 1));
    }

    /// <summary>Bytes behind the last table keep libwim from appending; the copy that is made then must not pass by the mark.</summary>
    [Fact]
    public void A_file_kept_read_only_is_not_replaced_in_place_either_where_a_copy_is_written()
    {
        var wim = Copy();
        File.AppendAllText(wim, "something behind the end");
        new FileInfo(wim).IsReadOnly = true;
        using var session = WimSession.Open(wim, ImageAccess.Write);
        session.Tree(new ImageIndex(1)).WriteFile(@"Windows\x.txt", new byte[1]);

        var error = Assert.Throws<ProvisionException>(() => session.Commit(wim, null, TestContext.Current.CancellationToken));

        Assert.Equal(Codes.WimReadOnly, error.Diagnostics[0].Code);
    }

    /// <summary>A source that libwim cannot append to is written as a copy, which then takes its name.</summary>
    [Fact]
    public void A_WIM_with_bytes_behind_its_end_is_edited_in_place_through_a_copy()
    {
        var wim = Copy();
        File.AppendAllText(wim, "something behind the end");
        using (var session = WimSession.Open(wim, ImageAccess.Write))
        {
            session.Tree(new ImageIndex(1)).WriteFile(@"Windows\x.txt", new byte[1]);
            using var staged = session.Commit(wim, null, TestContext.Current.CancellationToken);
            Assert.False(WimJournal.ExistsFor(wim));
            staged.Publish();
        }

        WimJudge.Verify(wim);
        Assert.Contains("/Windows/x.txt", WimJudge.Paths(wim, 1));
    }

    [Fact]
    public void A_source_without_write_permission_still_gives_an_output()
    {
        var wim = Copy();
        new FileInfo(wim).IsReadOnly = true;
        using var session = WimSession.Open(wim, ImageAccess.Write);
        session.Tree(new ImageIndex(1)).WriteFile(@"Windows\x.txt", new byte[1]);

        using var staged = session.Commit(_folder["writable.wim"], null, TestContext.Current.CancellationToken);
        staged.Publish();

        Assert.Contains("/Windows/x.txt", WimJudge.Paths(_folder["writable.wim"], 1));
    }

    /// <summary>What Windows Update delivers says so in its XML, which is plain; the rest is not.</summary>
    [Fact]
    public void An_encrypted_ESD_says_where_to_get_a_plain_one()
    {
        var esd = Copy();
        using (var file = File.Open(esd, FileMode.Open))
        {
            const int xmlSizeAt = 72, xmlOffsetAt = 80, xmlOriginalSizeAt = 88;
            byte[] xml = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("<WIM><ESD><ENCRYPTED></ENCRYPTED></ESD></WIM>")];
            var end = file.Length;
            file.Position = end;
            file.Write(xml);
            Write(file, xmlSizeAt, xml.Length);
            Write(file, xmlOffsetAt, end);
            Write(file, xmlOriginalSizeAt, xml.Length);
        }

        Assert.Equal(Codes.WimEncrypted, Refused(esd).Code);

        static void Write(FileStream file, int at, long number)
        {
            file.Position = at;
            file.Write(BitConverter.GetBytes(number));
        }
    }

    [Fact]
    public void A_file_without_read_permission_is_said()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess || OperatingSystem.IsWindows(), "root reads every file, and Windows has other permissions: run the tests as an ordinary user of Linux");
        var wim = Copy();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(wim, UnixFileMode.None);
        }

        Assert.Equal(Codes.ImageUnreadable, Refused(wim).Code);
    }

    [Fact]
    public void An_index_that_is_not_there_is_named()
    {
        using var session = WimSession.Open(wims.FourEditions, ImageAccess.Read);

        Assert.Equal(Codes.ImageIndexMissing, Assert.Throws<ProvisionException>(() => session.Tree(new ImageIndex(5))).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(208)]
    [InlineData(5000)]
    [InlineData(-1)]
    [InlineData(-300)]
    public void A_truncated_WIM_is_a_diagnostic(int length)
    {
        var wim = Copy();
        using (var file = File.OpenWrite(wim))
        {
            file.SetLength(length < 0 ? file.Length + length : length);
        }

        var diagnostic = Refused(wim);

        Assert.Contains(diagnostic.Code, (DiagnosticCode[])[Codes.ImageDamaged, Codes.ImageKindUnknown]);
    }

    /// <summary>Damage anywhere may or may not be noticed on reading; it must never crash, and never come as another exception.</summary>
    [Fact]
    public void Random_damage_is_a_diagnostic_or_goes_unnoticed_but_never_crashes()
    {
        var random = new Random(20261122);
        var good = File.ReadAllBytes(wims.FourEditions);
        var noticed = 0;
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])good.Clone();
            var at = round % 2 == 0 ? random.Next(8, WimHeaderEnd) : random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            var wim = _folder.Write("damaged.wim", bytes);
            try
            {
                using var session = WimSession.Open(wim, ImageAccess.Read);
                foreach (var index in session.Indexes)
                {
                    session.Tree(index).Fingerprint(FingerprintUse.WithAnother, _ => { }, CancellationToken.None);
                    using var hive = session.Tree(index).OpenHive(@"Windows\System32\config\SOFTWARE");
                }
            }
            catch (ProvisionException error)
            {
                noticed++;
                Assert.Equal(ExitCode.ImageUnusable, error.ExitCode);
            }
        }

        Assert.InRange(noticed, 20, 200);
    }

    private const int WimHeaderEnd = 208;

    private static Diagnostic Refused(string wim) =>
        Assert.Throws<ProvisionException>(() =>
        {
            using var session = WimSession.Open(wim, ImageAccess.Read);
            session.Tree(new ImageIndex(1)).Find("Windows");
        }).Diagnostics[0];

    private string Copy()
    {
        File.Copy(wims.FourEditions, _folder["copy.wim"]);
        return _folder["copy.wim"];
    }
}
