using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>A disk that is being served: its sectors, its partitions, and those that are mounted.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ServedDisk : IDisposable
{
    private readonly DiskKeeper _keeper;

    private ServedDisk(DiskKeeper keeper, OffsetReader sectors) => (_keeper, Sectors, Partitions) = (keeper, sectors, PartitionTable.Read(sectors));

    internal OffsetReader Sectors { get; }

    internal IReadOnlyList<DiskPartition> Partitions { get; }

    /// <exception cref="QemuException">It cannot be opened.</exception>
    internal static ServedDisk Open(JsonObject node)
    {
        var keeper = DiskKeeper.Start(node);
        OffsetReader? sectors = null;
        try
        {
            sectors = new OffsetReader(keeper.Whole);
            return new ServedDisk(keeper, sectors);
        }
        catch
        {
            sectors?.Dispose();
            keeper.Dispose();
            throw;
        }
    }

    /// <returns>The folder where its files are.</returns>
    internal string Mount(DiskPartition partition, bool writable = false) => _keeper.Mount(Name(partition), partition.Start, partition.Length, writable);

    internal void Unmount(DiskPartition partition) => _keeper.Unmount(Name(partition));

    public void Dispose()
    {
        Sectors.Dispose();
        _keeper.Dispose();
    }

    private static string Name(DiskPartition partition) => $"p{partition.Number}";
}
