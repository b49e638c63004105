namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>Clusters of a file that lie together; a sparse run has none.</summary>
/// <param name="Virtual">The first one's number in the file.</param>
/// <param name="Logical">The first one's number on the volume; null: sparse.</param>
internal readonly record struct ClusterRun(long Virtual, long? Logical, long Count)
{
    /// <summary>
    /// Reads a mapping pairs array: a byte that says how long two numbers are, the length, and the distance from the run before.
    /// https://learn.microsoft.com/windows-server/administration/windows-server/ntfs (the layout: "NTFS Documentation", flatcap.github.io/linux-ntfs)
    /// </summary>
    internal static List<ClusterRun> Read(ReadOnlySpan<byte> pairs, long firstVirtual)
    {
        var runs = new List<ClusterRun>();
        var (at, place) = (firstVirtual, 0L);
        while (pairs.Length > 0 && pairs[0] != 0)
        {
            var (lengthBytes, offsetBytes) = (pairs[0] & 0x0f, pairs[0] >> 4);
            var count = Number(pairs.Slice(1, lengthBytes));
            place += Number(pairs.Slice(1 + lengthBytes, offsetBytes));
            runs.Add(new ClusterRun(at, offsetBytes == 0 ? null : place, count));
            at += count;
            pairs = pairs[(1 + lengthBytes + offsetBytes)..];
        }

        return runs;
    }

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        long number = bytes.Length > 0 && (bytes[^1] & 0x80) != 0 ? -1 : 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            number = (number << 8) | bytes[i];
        }

        return number;
    }
}
