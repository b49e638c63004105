using System.Buffers.Binary;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>One thing that firmware can start.</summary>
/// <param name="Platform">0: BIOS; 0xEF: UEFI.</param>
/// <param name="Sectors">Of 512 bytes, how many the firmware loads.</param>
/// <param name="Place">Of the boot image, in sectors of 2048 bytes.</param>
internal sealed record BootEntry(byte Platform, bool IsBootable, ushort LoadSegment, ushort Sectors, uint Place)
{
    internal const byte Uefi = 0xef;
}

/// <summary>
/// The boot catalog of media. "El Torito" Bootable CD-ROM Format Specification 1.0, and for UEFI the UEFI specification, "ISO-9660 and
/// El Torito". Both catalog and images are found by sector, whatever file system the media have.
/// </summary>
/// <param name="Label">Of the ISO 9660 volume, and who made it.</param>
/// <param name="IsHybrid">The media are a disk too: they begin with a partition table, to be copied to a USB stick.</param>
internal sealed record ElTorito(IReadOnlyList<BootEntry> Entries, VolumeNames Label, bool IsHybrid)
{
    internal const int Sector = 2048;

    private const int Row = 32;
    private const byte Bootable = 0x88;
    private const byte LastHeader = 0x91;
    private const byte Extension = 0x44;

    /// <exception cref="ProvisionException">The catalog is damaged, or emulates a disk.</exception>
    internal static ElTorito Read(string path)
    {
        using var disk = new OffsetReader(path);
        byte[]? catalog = null;
        var names = VolumeNames.Empty;
        for (var sector = 16; sector < 32; sector++)
        {
            var descriptor = disk.Read((long)sector * Sector, Sector);
            if (!descriptor.AsSpan(1, 5).SequenceEqual("CD001"u8) || descriptor[0] == 0xff)
            {
                break;
            }

            if (descriptor[0] == 1)
            {
                names = VolumeNames.Of(descriptor);
            }
            else if (descriptor[0] == 0 && Encoding.ASCII.GetString(descriptor, 7, 23) == "EL TORITO SPECIFICATION")
            {
                catalog = disk.Read((long)BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(0x47)) * Sector, Sector);
            }
        }

        return new ElTorito(catalog is null ? [] : [.. Parse(catalog, path)], names, disk.Read(510, 2) is [0x55, 0xaa]);
    }

    /// <exception cref="ProvisionException">They have a second way to start, which could not be kept.</exception>
    internal void RefuseHybrid(string path)
    {
        if (IsHybrid)
        {
            throw Damaged(path, "the media begin with a partition table too, which would be lost");
        }
    }

    private static IEnumerable<BootEntry> Parse(byte[] catalog, string path)
    {
        if (catalog[0] != 1 || catalog[30] != 0x55 || catalog[31] != 0xaa)
        {
            throw Damaged(path, "its validation entry is wrong");
        }

        yield return Entry(catalog.AsSpan(Row, Row), catalog[1], path);
        for (var at = 2 * Row; at + Row <= catalog.Length && (catalog[at] & 0xfe) == 0x90;)
        {
            var (isLast, platform, count) = (catalog[at] == LastHeader, catalog[at + 1], BinaryPrimitives.ReadUInt16LittleEndian(catalog.AsSpan(at + 2)));
            for (at += Row; count > 0 && at + Row <= catalog.Length; at += Row)
            {
                if (catalog[at] != Extension)
                {
                    yield return Entry(catalog.AsSpan(at, Row), platform, path);
                    count--;
                }
            }

            if (isLast)
            {
                break;
            }
        }
    }

    private static BootEntry Entry(ReadOnlySpan<byte> row, byte platform, string path) => (row[1] & 0x0f) == 0
        ? new BootEntry(platform, row[0] == Bootable, BinaryPrimitives.ReadUInt16LittleEndian(row[2..]), BinaryPrimitives.ReadUInt16LittleEndian(row[6..]), BinaryPrimitives.ReadUInt32LittleEndian(row[8..]))
        : throw Damaged(path, "an entry emulates a floppy or hard disk");

    private static ProvisionException Damaged(string path, string why) =>
        new(Codes.MediaNotBootable, $"what starts the media cannot be taken over: {why}", new SourceSpan(path), Codes.MediaNotBootable.Hint);
}
