namespace ProvisionKms.Imaging.Disks;

/// <summary>Bytes that lie together, on a disk or on a volume.</summary>
internal readonly record struct SectorRange(long Start, long Length)
{
    internal long End => Start + Length;

    /// <summary>The part of it in a place, counted from the start of that place.</summary>
    internal SectorRange? Within(long start, long length)
    {
        var (from, to) = (Math.Max(Start, start), Math.Min(End, start + length));
        return from < to ? new SectorRange(from - start, to - from) : null;
    }

    /// <summary>What of it is before and behind a place.</summary>
    internal IEnumerable<SectorRange> Without(long start, long length)
    {
        if (Start < start)
        {
            yield return new SectorRange(Start, Math.Min(End, start) - Start);
        }

        if (End > start + length)
        {
            var from = Math.Max(Start, start + length);
            yield return new SectorRange(from, End - from);
        }
    }

    public override string ToString() => $"bytes {Start} to {End - 1}";
}
