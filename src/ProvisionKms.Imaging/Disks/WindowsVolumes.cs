using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Disks;

/// <summary>Finds the partitions that hold a Windows: by the hive that every Windows has, whatever the partition is called.</summary>
[SupportedOSPlatform("linux")]
internal static class WindowsVolumes
{
    private const string Software = @"Windows\System32\config\SOFTWARE";

    /// <returns>The partitions, those with a Windows numbered as images, and where these are mounted.</returns>
    /// <exception cref="ProvisionException">There is none.</exception>
    internal static (IReadOnlyList<DiskPartition> All, IReadOnlyList<(DiskPartition Partition, string Folder)> Windows) Find(ServedDisk disk, string path)
    {
        var all = new List<DiskPartition>();
        var windows = new List<(DiskPartition, string)>();
        ProvisionException? refused = null;
        foreach (var partition in disk.Partitions)
        {
            var (folder, failure) = partition.FileSystem == VolumeKind.Ntfs ? TryMount(disk, partition) : (null, null);
            refused ??= failure;
            if (folder is null || !new HostTree(folder).Find(Software).IsFile())
            {
                all.Add(partition);
                continue;
            }

            var found = partition with { Index = new ImageIndex(windows.Count + 1) };
            all.Add(found);
            windows.Add((found, folder));
        }

        return windows.Count > 0 ? (all, windows) : throw refused ?? None(all, path);
    }

    /// <summary>The volume of a recovery system may be damaged and that of Windows whole.</summary>
    private static (string? Folder, ProvisionException? Failure) TryMount(ServedDisk disk, DiskPartition partition)
    {
        try
        {
            return (disk.Mount(partition), null);
        }
        catch (ProvisionException failure) when (failure.Diagnostics[0].Code.Number is >= 2000 and < 3000)
        {
            return (null, failure);
        }
    }

    private static bool IsFile(this HostEntry? entry) => entry is { IsFile: true };

    private static ProvisionException None(List<DiskPartition> partitions, string path)
    {
        var code = partitions.Any(p => p.FileSystem == VolumeKind.BitLocker) ? Codes.VolumeEncrypted
            : partitions.Any(p => p.FileSystem == VolumeKind.Refs) ? Codes.VolumeIsRefs
            : Codes.WindowsNotOnDisk;
        var seen = partitions.Select(p => $"{p.Number}: {p.Name}, {p.FileSystem ?? "no known file system"}, {p.Length >> 20} MiB");
        return new ProvisionException(code, $"{code.Title}; its partitions are {(partitions.Count == 0 ? "none" : string.Join("; ", seen))}", new SourceSpan(path), code.Hint);
    }
}
