using ProvisionKms.Imaging.Dism;

namespace ProvisionKms.Imaging.Tests.Dism;

/// <summary>Which mounts are ours, and which of those are nobody's any more.</summary>
public sealed class MountFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("provision-kms-mount-4711-1", true)]
    [InlineData("provision-kms-mount-4711-12/", true)]
    [InlineData("provision-kms-mount-4711", false)]
    [InlineData("provision-kms-mount-4711-1.lock", false)]
    [InlineData("my-provision-kms-mount-4711-1", false)]
    [InlineData("mount", false)]
    public void A_folder_is_ours_by_the_whole_name_only(string name, bool ours) => Assert.Equal(ours, MountFolder.IsOurs(_temp[name]));

    [Fact]
    public void One_that_is_in_use_is_not_taken_over_and_one_that_was_let_go_is()
    {
        string path;
        using (var folder = MountFolder.Create())
        {
            path = folder.Path;
            Assert.True(Directory.Exists(path));
            Assert.Null(MountFolder.TakeOver(path));
            Assert.Contains(path, MountFolder.All());
        }

        using var taken = MountFolder.TakeOver(path);
        Assert.NotNull(taken);
        Assert.True(taken.Remove());
        Assert.False(Directory.Exists(path));
        Assert.False(File.Exists(path + ".lock"));
    }

    [Fact]
    public void A_folder_of_another_program_is_never_taken_over()
    {
        Directory.CreateDirectory(_temp["mount"]);
        Assert.Null(MountFolder.TakeOver(_temp["mount"]));
        Assert.Equal([_temp["mount"]], Directory.EnumerateFileSystemEntries(_temp.Path));
    }
}
