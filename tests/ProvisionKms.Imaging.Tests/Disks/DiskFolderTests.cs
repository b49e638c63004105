using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Imaging.Disks;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>The folder for temporary files is everybody's: a name like ours there may be anything.</summary>
[SupportedOSPlatform("linux")]
public sealed class DiskFolderTests : IDisposable
{
    /// <summary>Above the largest id that the kernel gives.</summary>
    private const int NobodysProcess = 4194305;

    private readonly TempFolder _temp = new();
    private readonly string _leftover = Path.Combine(
        Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"provision-kms-disk-{NobodysProcess}-{Guid.NewGuid():N}"));

    public void Dispose()
    {
        if (Path.Exists(_leftover))
        {
            Directory.Delete(_leftover);
        }

        _temp.Dispose();
    }

    [Fact]
    public void A_leftover_of_a_killed_run_is_removed()
    {
        Directory.CreateDirectory(_leftover);
        File.WriteAllText(Path.Combine(_leftover, "errors"), "");

        DiskFolder.RemoveLeftovers();

        Assert.False(Path.Exists(_leftover));
    }

    [Fact]
    public void A_link_with_such_a_name_leads_nobody_to_remove_what_is_elsewhere()
    {
        _temp.Write("elsewhere/file", "theirs");
        Directory.CreateSymbolicLink(_leftover, _temp["elsewhere"]);

        DiskFolder.RemoveLeftovers();

        Assert.Equal("theirs", File.ReadAllText(_temp["elsewhere/file"]));
    }

    [Fact]
    public void A_folder_of_another_user_is_theirs_to_remove()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        Directory.CreateDirectory(_leftover);
        Tool.Run("coreutils", "chown", "65534", _leftover);

        DiskFolder.RemoveLeftovers();

        Assert.True(Directory.Exists(_leftover));
    }
}
