using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Tests.Directories;

/// <summary>Files that others change in their place during a commit, as a servicing stack does with hives.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeptFilesTests : IDisposable
{
    private const string Log = SampleDirectory.Hive + ".LOG1";

    private readonly SampleDirectory _image = new();
    private readonly string[] _before;

    public KeptFilesTests() => _before = TreeSnapshot.Of(_image.Root);

    public void Dispose() => _image.Dispose();

    [Fact]
    public void A_kept_file_and_one_that_was_not_there_are_undone_with_the_rest()
    {
        using (var staged = Change())
        {
            Assert.Equal("changed", File.ReadAllText(_image.HostPath(SampleDirectory.Hive)));
        }

        Assert.Equal(_before, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void Work_that_fails_after_the_files_are_in_place_undoes_them_and_what_it_changed_itself()
    {
        Assert.Throws<InvalidOperationException>(() => Change(() => throw new InvalidOperationException()));

        Assert.Equal(_before, TreeSnapshot.Of(_image.Root));
    }

    [Fact]
    public void What_a_killed_run_changed_in_kept_files_is_undone_by_the_next_run()
    {
        string killed;
        using (Change())
        {
            killed = _image.CopyTo("killed");
        }

        _ = ImageDirectory.Open(killed, ImageAccess.Write);

        Assert.Equal(_before, TreeSnapshot.Of(killed));
    }

    [Fact]
    public void A_published_change_stays()
    {
        using (var staged = Change())
        {
            staged.Publish();
        }

        Assert.Equal("changed", File.ReadAllText(_image.HostPath(SampleDirectory.Hive)));
        Assert.Equal("log", File.ReadAllText(_image.HostPath(Log)));
    }

    private StagedDirectory Change(Action? after = null)
    {
        var directory = ImageDirectory.Open(_image.Root, ImageAccess.Write);
        var files = new StagedFiles();
        files.Set(new StagedFile(SampleDirectory.Script, "rem"u8.ToArray()));
        return directory.Change(() => throw new NotSupportedException(), commit =>
        {
            commit.Prepare(files, [SampleDirectory.Hive, Log], null, CancellationToken.None);
            commit.Swap();
            File.WriteAllText(_image.HostPath(SampleDirectory.Hive), "changed");
            File.WriteAllText(_image.HostPath(Log), "log");
            after?.Invoke();
        });
    }
}
