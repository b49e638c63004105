using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>Links that lead out of the image, at every level: nothing outside is read or written.</summary>
[SupportedOSPlatform("linux")]
public sealed class LinkTests : IDisposable
{
    private static readonly byte[] Content = "@echo off\r\n"u8.ToArray();

    private readonly SampleDirectory _image = new();

    public void Dispose() => _image.Dispose();

    public static TheoryData<string, bool> Levels { get; } = new()
    {
        { @"Windows\Setup", true },
        { @"Windows\Setup", false },
        { @"Windows\Setup\Scripts", true },
        { @"Windows\Setup\Scripts", false },
        { SampleDirectory.Script, true },
        { SampleDirectory.Script, false },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_file_is_neither_read_nor_written_through_a_link(string link, bool dangling)
    {
        Link(link, dangling ? "nowhere" : TargetFor(link));
        var outside = TreeSnapshot.Of(_image.Outside);
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.LinkInPath, () => tree.WriteFile(SampleDirectory.Script, Content));
        Assert.True(tree.Find(link)!.IsReparsePoint);
        if (link == SampleDirectory.Script)
        {
            AssertRefused(Codes.FileNotReadable, () => tree.ReadFile(SampleDirectory.Script));
        }
        else
        {
            Assert.Null(tree.ReadFile(SampleDirectory.Script));
            Assert.Empty(tree.List(link));
        }

        Assert.Equal(outside, TreeSnapshot.Of(_image.Outside));
    }

    [Fact]
    public void A_hive_is_neither_read_nor_written_through_a_link()
    {
        var outside = Path.Combine(_image.Outside, "SOFTWARE");
        File.Move(_image.HostPath(SampleDirectory.Hive), outside);
        var before = File.ReadAllBytes(outside);
        Link(SampleDirectory.Hive, "SOFTWARE");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        AssertRefused(Codes.FileNotReadable, () => tree.OpenHive(SampleDirectory.Hive));
        AssertRefused(Codes.FileNotReadable, () => tree.SetRegistryValues(SampleDirectory.Hive, [new RegistryValue("A", "B", "C")]));
        Assert.Equal(before, File.ReadAllBytes(outside));
    }

    [Fact]
    public void A_hive_in_a_linked_directory_is_absent()
    {
        Directory.Move(_image.HostPath(@"Windows\System32\config"), Path.Combine(_image.Outside, "config"));
        Link(@"Windows\System32\config", "config");
        using var session = _image.Open();
        var tree = session.Tree(new ImageIndex(1));

        Assert.Null(tree.OpenHive(SampleDirectory.Hive));
        AssertRefused(Codes.HiveMissing, () => tree.SetRegistryValues(SampleDirectory.Hive, [new RegistryValue("A", "B", "C")]));
    }

    [Fact]
    public void A_linked_Windows_folder_is_no_image()
    {
        Directory.Move(_image.HostPath("Windows"), Path.Combine(_image.Outside, "Windows"));
        Link("Windows", "Windows");

        AssertRefused(Codes.ImageKindUnknown, () => _image.Open());
    }

    [Fact]
    public void The_directory_itself_may_be_named_through_a_link()
    {
        var name = Path.Combine(_image.Outside, "mounted");
        File.CreateSymbolicLink(name, _image.Root);

        using (var session = DirectorySession.Open(name, ImageAccess.Write))
        {
            session.Tree(new ImageIndex(1)).WriteFile(SampleDirectory.Script, Content);
            using var staged = session.Commit(name, null, CancellationToken.None);
            staged.Publish();
        }

        Assert.Equal(Content, File.ReadAllBytes(_image.HostPath(SampleDirectory.Script)));
        Assert.Equal(_image.Root, new FileInfo(name).LinkTarget);
    }

    [Theory]
    [InlineData(@"Windows\Setup")]
    [InlineData(@"Windows\Setup\Scripts")]
    [InlineData(SampleDirectory.Script)]
    public void A_link_that_comes_between_staging_and_commit_is_not_followed(string link)
    {
        using var session = _image.Open();
        session.Tree(new ImageIndex(1)).WriteFile(SampleDirectory.Script, Content);
        session.Tree(new ImageIndex(1)).WriteFile(@"Windows\Panther\unattend.xml", Content);
        Link(link, TargetFor(link));
        var (image, outside) = (TreeSnapshot.Of(_image.Root), TreeSnapshot.Of(_image.Outside));

        AssertRefused(Codes.CommitFailed, () => session.Commit(session.Path, null, CancellationToken.None));

        Assert.Equal(outside, TreeSnapshot.Of(_image.Outside));
        Assert.Equal(image, TreeSnapshot.Of(_image.Root));
    }

    private static string TargetFor(string link) => link == SampleDirectory.Script ? "SetupComplete.cmd" : ".";

    private void Link(string imagePath, string target)
    {
        var path = _image.HostPath(imagePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, Path.GetFullPath(Path.Combine(_image.Outside, target)));
    }

    private static void AssertRefused(DiagnosticCode code, Action act) =>
        Assert.Same(code, Assert.Single(Assert.Throws<ProvisionException>(act).Diagnostics).Code);
}
