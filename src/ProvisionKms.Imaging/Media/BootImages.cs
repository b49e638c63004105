using System.Buffers.Binary;
using System.Globalization;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>What a boot entry starts, as a file in the folder of unpacked media.</summary>
/// <param name="Name">Relative to the folder, with slashes.</param>
/// <param name="IsHidden">It is no file of the media, and shall be none.</param>
internal sealed record BootImage(string Name, long Length, bool IsHidden);

/// <summary>Finds the files that a boot catalog means: a catalog knows sectors, whoever makes media needs names.</summary>
internal static class BootImages
{
    private const long Largest = 64 << 20;
    private const int BootSector = 512;

    /// <returns>One for each entry. What is no file on the media is written into the folder.</returns>
    internal static IReadOnlyList<BootImage> Find(string media, IReadOnlyList<BootEntry> entries, string folder, MediaListing listing)
    {
        using var disk = new OffsetReader(media);
        var candidates = listing.All.Where(entry => entry is { IsDirectory: false, Length: > 0 and <= Largest })
            .OrderByDescending(entry => IsUsual(entry.Name)).ThenBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        return
        [
            .. entries.Select((entry, number) => candidates.Find(file => IsAt(disk, entry, Path.Combine(folder, file.Name), file.Length)) is { } file
                ? new BootImage(file.Name, file.Length, IsHidden: false)
                : Write(disk, entry, folder, number)),
        ];
    }

    /// <summary>Whether other media have the same at the place of an entry.</summary>
    internal static bool AreSame(string media, BootEntry entry, string other, BootEntry otherEntry, BootImage image)
    {
        using var disk = new OffsetReader(media);
        using var otherDisk = new OffsetReader(other);
        return Content(disk, entry, image.Length).AsSpan().SequenceEqual(Content(otherDisk, otherEntry, image.Length));
    }

    private static bool IsUsual(string name) =>
        name.EndsWith(".com", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private static bool IsAt(OffsetReader disk, BootEntry entry, string file, long length)
    {
        using var reader = new OffsetReader(file);
        var start = Math.Min(ElTorito.Sector, length);
        return reader.Read(0, (int)start).AsSpan().SequenceEqual(Content(disk, entry, start)) &&
            reader.Read(0, (int)length).AsSpan().SequenceEqual(Content(disk, entry, length));
    }

    private static BootImage Write(OffsetReader disk, BootEntry entry, string folder, int number)
    {
        var content = Content(disk, entry, Math.Min(Largest, Math.Max(entry.Sectors * (long)BootSector, VolumeLength(Content(disk, entry, BootSector)))));
        var name = string.Create(CultureInfo.InvariantCulture, $"boot-image-{number}.provision-kms");
        File.WriteAllBytes(Path.Combine(folder, name), content);
        return new BootImage(name, content.Length, IsHidden: true);
    }

    /// <summary>Of the FAT volume that UEFI starts from, which a catalog of 16 bits often cannot tell; 0 when it is none.</summary>
    private static long VolumeLength(ReadOnlySpan<byte> bootSector)
    {
        if (bootSector[510] != 0x55 || bootSector[511] != 0xaa)
        {
            return 0;
        }

        var (sector, few, many) = (BinaryPrimitives.ReadUInt16LittleEndian(bootSector[11..]), BinaryPrimitives.ReadUInt16LittleEndian(bootSector[19..]), BinaryPrimitives.ReadUInt32LittleEndian(bootSector[32..]));
        return sector is 512 or 1024 or 2048 or 4096 ? sector * (few != 0 ? few : (long)many) : 0;
    }

    private static byte[] Content(OffsetReader disk, BootEntry entry, long length) => disk.Read((long)entry.Place * ElTorito.Sector, (int)length);
}
