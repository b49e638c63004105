using System.Buffers.Binary;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// The partition table of UEFI machines: a header in the second sector and a copy in the last, each with check sums.
/// https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html
/// </summary>
internal static class Gpt
{
    private const int SmallestHeader = 92;
    private const int SmallestEntry = 128;
    private const uint LargestTable = 1 << 20;

    private static readonly Dictionary<Guid, string> Names = new()
    {
        [new Guid("c12a7328-f81f-11d2-ba4b-00a0c93ec93b")] = "EFI system",
        [new Guid("e3c9e316-0b5c-4db8-817d-f92df00215ae")] = "Microsoft reserved",
        [new Guid("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7")] = "Windows data",
        [new Guid("de94bba4-06d1-4d40-a16a-bfd50179d6ac")] = "Windows recovery",
        [new Guid("5808c8aa-7e8f-42e0-85d2-e1e90434cfb3")] = "dynamic disk metadata",
        [new Guid("af9b60a0-1431-4f62-bc68-3311714a69ad")] = "dynamic disk data",
        [new Guid("e75caf8f-f680-4cee-afa3-b001e56efc2d")] = "storage space",
        [new Guid("0fc63daf-8483-4772-8e79-3d69d8477de4")] = "Linux",
    };

    internal static IReadOnlyList<DiskPartition> Read(OffsetReader disk)
    {
        foreach (var sector in (int[])[PartitionTable.Sector, 4096])
        {
            if ((TryRead(disk, sector, sector) ?? TryRead(disk, disk.Length / sector * sector - sector, sector)) is { } table)
            {
                return table;
            }
        }

        throw PartitionTable.Unusable("neither its GPT nor the copy at its end is whole");
    }

    private static List<DiskPartition>? TryRead(OffsetReader disk, long at, int sector)
    {
        var header = disk.Read(at, sector);
        var size = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        if (!header.AsSpan().StartsWith("EFI PART"u8) || size < SmallestHeader || size > sector)
        {
            return null;
        }

        var (sum, first) = (Number(header, 16), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(72)));
        var (count, entry) = (Number(header, 80), Number(header, 84));
        header.AsSpan(16, 4).Clear();
        if (Crc32.Of(header.AsSpan(0, size)) != sum || entry < SmallestEntry || (ulong)count * entry > LargestTable ||
            first < 0 || first > disk.Length / sector)
        {
            return null;
        }

        var entries = disk.Read(first * sector, (int)(count * entry));
        return Crc32.Of(entries) == Number(header, 88)
            ? [.. Enumerable.Range(0, (int)count).Where(i => IsUsed(entries.AsSpan(i * (int)entry))).Select(i => Partition(i + 1, entries.AsSpan(i * (int)entry), sector))]
            : null;
    }

    private static bool IsUsed(ReadOnlySpan<byte> entry) => new Guid(entry[..16]) != Guid.Empty;

    private static DiskPartition Partition(int number, ReadOnlySpan<byte> entry, int sector)
    {
        var type = new Guid(entry[..16]);
        var (first, last) = (BinaryPrimitives.ReadInt64LittleEndian(entry[32..]), BinaryPrimitives.ReadInt64LittleEndian(entry[40..]));
        return first > 0 && last >= first && last < long.MaxValue / sector
            ? new DiskPartition(number, first * sector, (last - first + 1) * sector, Names.GetValueOrDefault(type) ?? $"type {type}", null)
            : throw PartitionTable.Unusable($"partition {number} ends before it begins");
    }

    private static uint Number(byte[] header, int at) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at));
}
