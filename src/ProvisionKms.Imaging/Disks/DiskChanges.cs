using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Disks.Ntfs;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// What is different on a disk, by its sectors: only the parts that an overlay holds are compared, so this costs what was
/// changed and not what there is. Every changed sector must be explained by a file; what is not is named as it is.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DiskChanges
{
    private const int LargestPiece = 1 << 20;

    private readonly OffsetReader _before;
    private readonly OffsetReader _after;
    private readonly IReadOnlyList<SectorRange> _changed;

    internal DiskChanges(OffsetReader before, OffsetReader after, IReadOnlyList<(long Start, long Length)> parts)
    {
        (_before, _after) = (before, after);
        _changed = [.. parts.SelectMany(part => Compare(part.Start, part.Length))];
    }

    /// <summary>The files and directories of a volume that changed, and the ranges of it that no file explains.</summary>
    internal IReadOnlyList<string> In(DiskPartition partition)
    {
        var mine = _changed.Select(range => range.Within(partition.Start, partition.Length)).OfType<SectorRange>().ToList();
        return mine.Count == 0
            ? []
            : NtfsVolume.Read(_before, partition.Start, before => NtfsVolume.Read(_after, partition.Start, after => new ChangedFiles(before, after).Explain(mine)));
    }

    /// <summary>What lies outside of these partitions: the partition table, other volumes.</summary>
    internal IEnumerable<string> Outside(IReadOnlyCollection<DiskPartition> partitions) =>
        partitions.Aggregate(_changed.AsEnumerable(), (ranges, p) => ranges.SelectMany(range => range.Without(p.Start, p.Length)))
            .Select(range => $"the disk outside of its volumes, {range}");

    private IEnumerable<SectorRange> Compare(long start, long length)
    {
        SectorRange? open = null;
        for (var at = start; at < start + length; at += LargestPiece)
        {
            var size = (int)Math.Min(LargestPiece, start + length - at);
            var (old, now) = (_before.Read(at, size), _after.Read(at, size));
            for (var sector = 0; sector < size; sector += PartitionTable.Sector)
            {
                var end = Math.Min(PartitionTable.Sector, size - sector);
                if (old.AsSpan(sector, end).SequenceEqual(now.AsSpan(sector, end)))
                {
                    continue;
                }

                if (open is { } range && range.End == at + sector)
                {
                    open = range with { Length = range.Length + end };
                    continue;
                }

                if (open is { } finished)
                {
                    yield return finished;
                }

                open = new SectorRange(at + sector, end);
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }
}
