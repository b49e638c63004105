using ProvisionKms.Images;
using ProvisionKms.Imaging.Hives;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>Hives as files, through hivex: one that is edited is written to a private file, which the commit puts in its place.</summary>
internal sealed class HivexHives : IDirectoryHives
{
    private ScratchFolder? _folder;
    private int _count;

    public IRegistryHive Open(DirectoryHive hive) => hive.Staged is { } staged
        ? HiveFile.Open(Own(staged), hive.Path.ToString(), [])
        : HiveFile.Open(hive.HostFile!, hive.Path.ToString(), hive.Logs);

    public StagedFile? SetValues(DirectoryHive hive, IReadOnlyList<RegistryValue> values)
    {
        var name = hive.Path.ToString();
        if (hive.Staged is null)
        {
            HiveFile.ThrowIfNotClean(HiveFile.ConditionOf(hive.HostFile!, name, hive.Logs), name);
        }

        var (source, target) = hive.Staged is { } staged ? (Own(staged), null) : (hive.HostFile!, NextName());
        return HiveFile.SetValues(source, name, values, target) ? new StagedFile(hive.Path, default, target ?? source) : null;
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

    private string NextName()
    {
        _folder ??= new ScratchFolder();
        return Path.Combine(_folder.Path, $"hive-{_count++}");
    }
}
