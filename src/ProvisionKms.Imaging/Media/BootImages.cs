using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Disks;

namespace ProvisionKms.Imaging.Media;

/// <summary>Finds the files of unpacked media that a boot catalog means: a catalog knows sectors, whoever makes media needs names.</summary>
internal static class BootImages
{
    private const long Largest = 64 << 20;

    /// <returns>For each entry the file, relative to the folder and with slashes.</returns>
    /// <exception cref="ProvisionException">No file has what is at the place of an entry.</exception>
    internal static IReadOnlyList<string> Find(string media, IReadOnlyList<BootEntry> entries, string folder, MediaListing listing)
    {
        using var disk = new DiskReader(media);
        var candidates = listing.All.Where(entry => entry is { IsDirectory: false, Length: > 0 and <= Largest })
            .OrderByDescending(entry => IsUsual(entry.Name)).ThenBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        return [.. entries.Select(entry => candidates.Find(file => IsAt(disk, entry, Path.Combine(folder, file.Name), file.Length))?.Name ?? throw None(media, entry))];
    }

    private static bool IsUsual(string name) =>
        name.EndsWith(".com", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private static bool IsAt(DiskReader disk, BootEntry entry, string file, long length)
    {
        const int Enough = ElTorito.Sector;
        var place = (long)entry.Place * ElTorito.Sector;
        using var reader = new DiskReader(file);
        var start = (int)Math.Min(Enough, length);
        return reader.Read(0, start).AsSpan().SequenceEqual(disk.Read(place, start)) &&
            reader.Read(0, (int)length).AsSpan().SequenceEqual(disk.Read(place, (int)length));
    }

    private static ProvisionException None(string media, BootEntry entry) => new(
        Codes.MediaNotBootable, $"no file on the media is what the boot catalog has at sector {entry.Place}", new SourceSpan(media), Codes.MediaNotBootable.Hint);
}
