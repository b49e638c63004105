using System.Diagnostics;
using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>A real NTFS file system, mounted as an image is: by ntfs-3g, which keeps what Windows reads in extended attributes.</summary>
[SupportedOSPlatform("linux")]
public sealed class NtfsTests : IDisposable
{
    private const string Security = "system.ntfs_acl";
    private const string Attributes = "system.ntfs_attrib";
    private const string Created = "system.ntfs_crtime";

    private static readonly byte[] Content = "@echo off\r\n"u8.ToArray();

    private readonly TempFolder _temp = new();
    private readonly string _root;
    private bool _mounted;

    public NtfsTests()
    {
        _root = _temp["mounted"];
        Directory.CreateDirectory(_root);
    }

    public void Dispose()
    {
        // Busy while a program that another test starts has not yet let go of what it inherited.
        for (var clock = Stopwatch.StartNew(); _mounted && Tool.TryRun("mount", "umount", _root).ExitCode != 0; Thread.Sleep(20))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{_root} stays busy");
        }

        _temp.Dispose();
    }

    [Fact]
    public void What_Windows_knows_of_a_replaced_file_stays_and_what_is_added_is_safe()
    {
        Mount();
        var replaced = Path.Combine(_root, "Windows/Panther/unattend.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(replaced)!);
        File.WriteAllText(replaced, "<unattend/>");
        PosixFile.SetAttribute(replaced, Attributes, BitConverter.GetBytes(0x22));
        PosixFile.SetAttribute(replaced, Security, NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory: false));
        PosixFile.SetAttribute(replaced, Created, BitConverter.GetBytes(new DateTime(2019, 5, 14, 0, 0, 0, DateTimeKind.Utc).ToFileTimeUtc()));
        var setup = NtfsInheritance.Of(PosixFile.GetAttribute(Path.Combine(_root, "Windows"), Security), isDirectory: true);
        var scripts = NtfsInheritance.Of(setup, isDirectory: true);
        string[] kept = [Attributes, Security, Created];
        var before = kept.Select(name => PosixFile.GetAttribute(replaced, name)).ToArray();
        Assert.DoesNotContain(null, before);

        using (var session = DirectorySession.Open(_root, ImageAccess.Write))
        {
            var tree = session.Tree(new ImageIndex(1));
            tree.WriteFile(@"Windows\Panther\unattend.xml", Content);
            tree.WriteFile(@"Windows\Setup\Scripts\SetupComplete.cmd", Content);
            using var staged = session.Commit(_root, null, CancellationToken.None);
            staged.Publish();
        }

        Assert.Equal(Content, File.ReadAllBytes(replaced));
        Assert.Equal(before, kept.Select(name => PosixFile.GetAttribute(replaced, name)));
        Assert.Equal(
            scripts,
            PosixFile.GetAttribute(Path.Combine(_root, "Windows/Setup/Scripts"), Security));
        Assert.Equal(
            NtfsInheritance.Of(scripts, isDirectory: false),
            PosixFile.GetAttribute(Path.Combine(_root, "Windows/Setup/Scripts/SetupComplete.cmd"), Security));
        Assert.False(Directory.Exists(Path.Combine(_root, ".provision-kms-undo")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_anybody_could_write_is_closed_or_given_back_when_discarded(bool publish)
    {
        Mount();
        var scripts = Path.Combine(_root, "Windows/Setup/Scripts");
        Directory.CreateDirectory(scripts);
        File.WriteAllText(Path.Combine(scripts, "SetupComplete.cmd"), "echo theirs");
        var before = TreeSnapshot.Of(_root);
        ImagePath[] open = [@"Windows\Setup\Scripts", @"Windows\Setup\Scripts\SetupComplete.cmd"];

        using (var session = DirectorySession.Open(_root, ImageAccess.Write))
        {
            var tree = session.Tree(new ImageIndex(1));
            Assert.All(open, path => Assert.True(tree.IsOpenToOthers(path)));
            tree.WriteFile(open[1], Content);
            open.ToList().ForEach(tree.CloseToOthers);
            using var staged = session.Commit(_root, null, CancellationToken.None);
            if (publish)
            {
                staged.Publish();
            }
        }

        using var reopened = DirectorySession.Open(_root, ImageAccess.Read);
        Assert.All(open, path => Assert.Equal(!publish, reopened.Tree(new ImageIndex(1)).IsOpenToOthers(path)));
        if (!publish)
        {
            Assert.Equal(before, TreeSnapshot.Of(_root));
        }
    }

    [Fact]
    public void A_discarded_commit_leaves_the_image_as_it_was()
    {
        Mount();
        Directory.CreateDirectory(Path.Combine(_root, "Windows/Panther"));
        File.WriteAllText(Path.Combine(_root, "Windows/Panther/unattend.xml"), "<unattend/>");
        var before = TreeSnapshot.Of(_root);

        using (var session = DirectorySession.Open(_root, ImageAccess.Write))
        {
            var tree = session.Tree(new ImageIndex(1));
            tree.WriteFile(@"Windows\Panther\unattend.xml", Content);
            tree.WriteFile(@"Windows\Setup\Scripts\SetupComplete.cmd", Content);
            session.Commit(_root, null, CancellationToken.None).Dispose();
        }

        Assert.Equal(before, TreeSnapshot.Of(_root));
    }

    [Fact]
    public void A_folder_goes_when_the_last_file_in_it_is_closed_that_another_program_had_open()
    {
        Mount();
        var folder = Directory.CreateDirectory(Path.Combine(_root, "undo", "files")).FullName;
        File.WriteAllText(Path.Combine(folder, "1"), "old");
        using var reader = Process.Start("sh", ["-c", $"exec 9<'{folder}/1'; touch '{_temp["open"]}'; sleep 0.5"]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_temp["open"]), TimeSpan.FromSeconds(20)));

        HostFile.DeleteTree(Path.Combine(_root, "undo"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
        reader.WaitForExit();
    }

    private void Mount()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting NTFS needs root");
        Assert.SkipUnless(File.Exists("/dev/fuse"), "this machine has no /dev/fuse, which ntfs-3g needs");
        using (var disk = File.Create(_temp["disk"]))
        {
            disk.SetLength(16 << 20);
        }

        Tool.Run("ntfs-3g", "mkntfs", "-F", "-Q", "-q", _temp["disk"]);
        var (exitCode, _, errors) = Tool.TryRun("ntfs-3g", "ntfs-3g", _temp["disk"], _root);
        Assert.SkipUnless(exitCode == 0, $"ntfs-3g may not mount here: {errors}");
        _mounted = true;
    }
}
