using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks.Ntfs;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Samples;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>Volumes that are not at rest are recognised and left alone.</summary>
[SupportedOSPlatform("linux")]
[Collection(nameof(DiskFixture))]
public sealed class VolumeStateTests(DiskFixture disks) : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("hibr")]
    [InlineData("HIBR")]
    public void A_hibernated_Windows_is_refused(string mark) =>
        Assert.Equal(Codes.VolumeHibernated, Refusal(Disk(root => File.WriteAllText(Path.Combine(root, "hiberfil.sys"), mark + new string('\0', 8192)))));

    [Fact]
    public void One_that_woke_up_is_opened()
    {
        using var session = Open(Disk(root => File.WriteAllText(Path.Combine(root, "hiberfil.sys"), "wake" + new string('\0', 8192))));
        Assert.Single(session.Indexes);
    }

    [Fact]
    public void A_volume_that_is_marked_dirty_is_refused()
    {
        var path = Copy();
        Edit(path, volume => volume.VolumeFlags(volume.Table), flags => flags[0] |= 1);
        Edit(path, volume => volume.VolumeFlags(volume.Mirror), flags => flags[0] |= 1);

        Assert.Equal(Codes.VolumeDirty, Refusal(path));
    }

    [Fact]
    public void A_volume_whose_journal_Windows_would_replay_is_refused()
    {
        var path = Copy();
        Edit(path, volume => volume.Journal(), page => RestartPage(inUse: true).CopyTo(page));
        Assert.Equal(Codes.VolumeDirty, Refusal(path));

        Edit(path, volume => volume.Journal(), page => RestartPage(inUse: false).CopyTo(page));
        using var session = Open(path);
        Assert.Single(session.Indexes);
    }

    [Fact]
    public void A_file_that_CompactOS_compressed_is_not_taken_for_an_empty_one()
    {
        var path = Disk(root =>
        {
            var file = Path.Combine(root, "Windows/System32/slmgr.vbs");
            File.WriteAllText(file, "");
            PosixFile.SetAttribute(file, "system.ntfs_reparse_data", [0x17, 0, 0, 0x80, 16, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
        });
        using var session = Open(path);
        var tree = session.Tree(session.Indexes[0]);

        var reading = Assert.Throws<ProvisionException>(() => tree.ReadFile(@"Windows\System32\slmgr.vbs"));
        var writing = Assert.Throws<ProvisionException>(() => tree.WriteFile(@"Windows\System32\slmgr.vbs", new byte[1]));

        Assert.Equal([Codes.FileCompressedBySystem, Codes.FileCompressedBySystem], new[] { reading, writing }.Select(e => e.Diagnostics[0].Code));
    }

    [Fact]
    public void Every_cut_and_flipped_byte_of_the_file_system_is_a_diagnostic_or_harmless()
    {
        var original = disks.Raw(DiskLayout.Bare);
        var random = new Random(20260101);
        for (var round = 0; round < 25; round++)
        {
            var path = _temp["damaged"];
            File.Copy(original, path, overwrite: true);
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
            {
                for (var flips = 0; flips < 64; flips++)
                {
                    // The boot sector, and the first records of the master file table.
                    var at = random.Next(10) == 0 ? random.Next(11, 80) : new NtfsJudge(original).Table + random.Next(40 * 1024);
                    RandomAccess.Write(file, [(byte)random.Next(256)], at);
                }
            }

            try
            {
                Open(path).Dispose();
            }
            catch (ProvisionException e)
            {
                Assert.InRange(e.Diagnostics[0].Code.Number, 2000, 2999);
            }
        }

        Assert.Empty(Leftovers.OfThisProcess());
    }

    private static IImageSession Open(string path) => new ImageOpener().Open(path, ImageAccess.Read);

    private static DiagnosticCode Refusal(string path) => Assert.Throws<ProvisionException>(() => Open(path)).Diagnostics[0].Code;

    private string Copy()
    {
        var path = _temp["disk"];
        File.Copy(disks.Raw(DiskLayout.Bare), path);
        return path;
    }

    private string Disk(Action<string> add)
    {
        Assert.SkipWhen(DiskFixture.WhyNot is not null, DiskFixture.WhyNot ?? "");
        return new SampleDisk(DiskLayout.Bare, SampleImages.Server2019Standard) { Add = add }.Write(_temp["disk"]);
    }

    private static void Edit(string path, Func<NtfsJudge, (long At, int Length)> where, Action<byte[]> edit)
    {
        var (at, length) = where(new NtfsJudge(path));
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var bytes = new byte[length];
        RandomAccess.Read(file, bytes, at);
        edit(bytes);
        RandomAccess.Write(file, bytes, at);
    }

    /// <summary>As Windows leaves it in its journal: in use while the volume is mounted, without a client when it is not.</summary>
    private static byte[] RestartPage(bool inUse)
    {
        var page = new byte[JournalState.PageSize];
        "RSTR"u8.CopyTo(page);
        page[24] = 48;
        (page[48 + 12], page[48 + 13]) = inUse ? ((byte)0, (byte)0) : ((byte)0xff, (byte)0xff);
        return page;
    }
}
