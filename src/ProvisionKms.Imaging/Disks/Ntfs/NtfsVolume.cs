using System.Buffers.Binary;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>
/// An NTFS volume, read without mounting it: enough to say what state it is in and whose a cluster is. What ntfs-3g wrote
/// is judged by this, which shares no code with it.
/// </summary>
internal sealed class NtfsVolume
{
    /// <summary>The record of the root directory. https://flatcap.github.io/linux-ntfs/ntfs/files/index.html</summary>
    internal const long Root = 5;

    private const long VolumeRecord = 3;
    private const long LogRecord = 2;
    private const long BitmapRecord = 6;
    private const ushort DirtyFlag = 1;
    private const int LargestCluster = 2 << 20;

    private readonly OffsetReader _disk;
    private readonly long _start;
    private readonly int _recordSize;
    private readonly IReadOnlyList<ClusterRun> _table;

    private NtfsVolume(OffsetReader disk, long start)
    {
        (_disk, _start) = (disk, start);
        var boot = disk.Read(start, PartitionTable.Sector);
        var sector = BinaryPrimitives.ReadUInt16LittleEndian(boot.AsSpan(11));
        ClusterSize = sector * (boot[13] <= 128 ? boot[13] : 1 << (256 - boot[13]));
        var size = (sbyte)boot[64];
        _recordSize = size > 0 ? size * ClusterSize : 1 << -size;
        if (ClusterSize is < 256 or > LargestCluster || _recordSize is < 512 or > 65536)
        {
            throw new InvalidDataException("its boot sector makes no sense");
        }

        _table = [new ClusterRun(0, BinaryPrimitives.ReadInt64LittleEndian(boot.AsSpan(48)), 64)];
        _table = Runs(0, NtfsAttribute.Data);
    }

    internal int ClusterSize { get; }

    internal int RecordSize => _recordSize;

    /// <summary>Where the master file table is.</summary>
    internal IReadOnlyList<ClusterRun> Table => _table;

    /// <summary>Windows, or a program that writes NTFS, marks a volume while changes are not finished.</summary>
    internal bool IsDirty =>
        Record(VolumeRecord)?.Attributes.FirstOrDefault(a => a.Type == NtfsAttribute.VolumeInformation)?.Content is not { Length: >= 12 } state ||
        (BinaryPrimitives.ReadUInt16LittleEndian(state.AsSpan(10)) & DirtyFlag) != 0;

    /// <summary>Whether its journal holds changes that Windows would finish.</summary>
    internal bool IsJournalPending => JournalState.IsPending(page => ReadData(LogRecord, page * JournalState.PageSize, JournalState.PageSize));

    /// <exception cref="ProvisionException">It is damaged.</exception>
    internal static T Read<T>(OffsetReader disk, long start, Func<NtfsVolume, T> look)
    {
        try
        {
            return look(new NtfsVolume(disk, start));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // Offsets that lead out of a record are as good as any other damage.
            throw new ProvisionException(Codes.VolumeDamaged, $"the NTFS volume is damaged: {e.Message}", hint: Codes.VolumeDamaged.Hint, inner: e);
        }
    }

    /// <summary>One bit for each cluster of the volume.</summary>
    internal bool IsFree(long cluster) => (ReadData(BitmapRecord, cluster / 8, 1)[0] & (1 << (int)(cluster % 8))) == 0;

    internal NtfsRecord? Record(long number) => NtfsRecord.Read(ReadRuns(_table, number * _recordSize, _recordSize), number);

    /// <summary>The record with those that continue it.</summary>
    internal IReadOnlyList<NtfsRecord> Whole(long number)
    {
        if (Record(number) is not { } first)
        {
            return [];
        }

        var list = first.Attributes.FirstOrDefault(a => a.Type == NtfsAttribute.AttributeList);
        return list is null ? [first] : [first, .. Others(list, number).Select(Record).OfType<NtfsRecord>()];
    }

    /// <summary>Where an unnamed attribute of a file is.</summary>
    private List<ClusterRun> Runs(long number, uint type) =>
        [.. Whole(number).SelectMany(r => r.Attributes).Where(a => a.Type == type && a.Name.Length == 0).SelectMany(a => a.Runs).OrderBy(r => r.Virtual)];

    private IEnumerable<long> Others(NtfsAttribute list, long number)
    {
        var content = list.Content ?? ReadRuns(list.Runs, 0, (int)Math.Min(list.Runs.Sum(r => r.Count) * ClusterSize, 1 << 20));
        var found = new SortedSet<long>();
        for (var at = 0; at + 26 <= content.Length && BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at + 4)) is > 0 and var length; at += length)
        {
            found.Add(BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at + 16)) & 0xffff_ffff_ffff);
        }

        return found.Where(other => other != number);
    }

    private byte[] ReadData(long number, long offset, int length) => ReadRuns(Runs(number, NtfsAttribute.Data), offset, length);

    private byte[] ReadRuns(IReadOnlyList<ClusterRun> runs, long offset, int length)
    {
        var bytes = new byte[length];
        for (var done = 0; done < length;)
        {
            var cluster = (offset + done) / ClusterSize;
            var run = runs.FirstOrDefault(r => cluster >= r.Virtual && cluster < r.Virtual + r.Count);
            if (run.Count == 0)
            {
                break;
            }

            var into = offset + done - run.Virtual * ClusterSize;
            var piece = (int)Math.Min(length - done, run.Count * ClusterSize - into);
            if (run.Logical is { } logical)
            {
                _disk.Read(_start + logical * ClusterSize + into, piece).CopyTo(bytes, done);
            }

            done += piece;
        }

        return bytes;
    }
}
