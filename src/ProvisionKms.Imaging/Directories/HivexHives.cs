using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>Hives as files, through hivex: one that is edited is edited in a private copy, which the commit puts in its place.</summary>
internal sealed class HivexHives : IDirectoryHives
{
    private ScratchFolder? _folder;
    private int _count;

    public IRegistryHive Open(DirectoryHive hive) => hive.Staged is { } staged
        ? HiveFile.Open(Own(staged), hive.Path.ToString(), [])
        : HiveFile.Open(hive.HostFile!, hive.Path.ToString(), hive.Logs);

    public StagedFile? SetValues(DirectoryHive hive, IReadOnlyList<RegistryValue> values)
    {
        var copy = hive.Staged is { } staged ? Own(staged) : Copy(hive.HostFile!);
        return HiveFile.SetValues(copy, hive.Path.ToString(), values) ? new StagedFile(hive.Path, default, copy) : null;
    }

    public void Dispose() => _folder?.Dispose();

    /// <summary>The private file of a staged hive: itself when it is one already.</summary>
    private string Own(StagedFile staged)
    {
        if (staged.HostFile is not null)
        {
            return staged.HostFile;
        }

        var copy = NextName();
        staged.CopyTo(copy);
        return copy;
    }

    private string Copy(string hive)
    {
        var copy = NextName();
        FileCopy.Copy(hive, copy, progress: null, CancellationToken.None);
        return copy;
    }

    private string NextName()
    {
        _folder ??= new ScratchFolder();
        return Path.Combine(_folder.Path, $"hive-{_count++}");
    }
}
