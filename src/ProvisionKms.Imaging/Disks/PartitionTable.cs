using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>The partitions of a disk: GPT, MBR, or the one volume that a disk without a table is.</summary>
internal static class PartitionTable
{
    internal const int Sector = 512;

    private const byte GptProtective = 0xee;

    /// <param name="disk">A file that holds the whole disk.</param>
    /// <exception cref="ProvisionException">There is no table that can be read.</exception>
    internal static IReadOnlyList<DiskPartition> Read(OffsetReader disk)
    {
        var start = disk.Read(0, Sector);
        if (VolumeKind.Of(disk, 0) is { } kind)
        {
            return [new DiskPartition(1, 0, disk.Length, "whole disk", kind)];
        }

        if (start[510] != 0x55 || start[511] != 0xaa)
        {
            throw Unusable("its first sector is no partition table");
        }

        var found = Mbr.Entries(start).Any(e => e.Type == GptProtective) ? Gpt.Read(disk) : Mbr.Read(disk, start);
        return [.. found.Where(p => p.Length > 0).Select(p => Checked(p, disk.Length)).Select(p => p with { FileSystem = VolumeKind.Of(disk, p.Start) })];
    }

    internal static ProvisionException Unusable(string why) =>
        new(Codes.PartitionTableUnusable, $"the disk has no usable partition table: {why}", hint: Codes.PartitionTableUnusable.Hint);

    private static DiskPartition Checked(DiskPartition partition, long disk) =>
        partition.Start > 0 && partition.Start <= disk && partition.Length <= disk - partition.Start
            ? partition
            : throw Unusable($"partition {partition.Number} does not lie on the disk");
}
