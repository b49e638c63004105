using System.Buffers.Binary;
using System.Globalization;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// The partition table of BIOS machines: four entries of 16 bytes at 446, of which one may be a chain of more.
/// https://learn.microsoft.com/windows/win32/fileio/basic-and-dynamic-disks
/// </summary>
internal static class Mbr
{
    private const int Table = 446;
    private const int EntrySize = 16;
    private const int MostLogical = 128;

    internal static IEnumerable<(byte Type, uint Start, uint Count)> Entries(byte[] sector) =>
        Enumerable.Range(0, 4).Select(i => sector.AsMemory(Table + i * EntrySize, EntrySize)).Select(entry => (
            entry.Span[4],
            BinaryPrimitives.ReadUInt32LittleEndian(entry.Span[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry.Span[12..])));

    internal static IEnumerable<DiskPartition> Read(OffsetReader disk, byte[] first)
    {
        var number = 0;
        uint? extended = null;
        foreach (var (type, start, count) in Entries(first))
        {
            number++;
            if (IsExtended(type))
            {
                extended ??= start;
            }
            else if (type != 0)
            {
                yield return Partition(number, type, start, count);
            }
        }

        // Logical partitions are numbered from 5: each link of the chain has one, and where the next link is.
        number = 4;
        for (var (link, seen) = (extended, 0); link is { } at; seen++)
        {
            var sector = disk.Read((long)at * PartitionTable.Sector, PartitionTable.Sector);
            if (seen == MostLogical || sector[510] != 0x55 || sector[511] != 0xaa)
            {
                throw PartitionTable.Unusable("the chain of its logical partitions is broken");
            }

            var entries = Entries(sector).ToArray();
            if (entries[0] is { Type: not 0 } logical)
            {
                yield return Partition(++number, logical.Type, at + (long)logical.Start, logical.Count);
            }

            link = IsExtended(entries[1].Type) ? extended + entries[1].Start : null;
        }
    }

    private static bool IsExtended(byte type) => type is 0x05 or 0x0f or 0x85;

    private static DiskPartition Partition(int number, byte type, long start, uint count)
    {
        var name = type switch
        {
            0x07 => "Windows data",
            0x27 => "Windows recovery",
            0x0b or 0x0c or 0x0e or 0x06 => "FAT",
            0x82 or 0x83 or 0x8e => "Linux",
            0xef => "EFI system",
            _ => string.Create(CultureInfo.InvariantCulture, $"type {type:x2}"),
        };
        return new DiskPartition(number, start * PartitionTable.Sector, (long)count * PartitionTable.Sector, name, null);
    }
}
