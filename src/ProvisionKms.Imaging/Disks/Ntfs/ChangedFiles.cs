namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>
/// Whose changed sectors are. A record of the master file table that changed names its file; that file, the directories that
/// hold its name, and the file system's own tables may have changed elsewhere. A sector of anybody else is not explained.
/// </summary>
internal sealed class ChangedFiles(NtfsVolume before, NtfsVolume after)
{
    /// <summary>$MFT, $MFTMirr, $LogFile, $Bitmap and $Secure: they change with any file. Boot sector, $Volume and the others do not.</summary>
    private static readonly long[] Tables = [0, 1, 2, 6, 9];

    /// <param name="changed">Counted from the start of the volume.</param>
    internal IReadOnlyList<string> Explain(IReadOnlyList<SectorRange> changed)
    {
        var table = Places(before.Table, before.ClusterSize).Concat(Places(after.Table, after.ClusterSize)).Distinct().ToList();
        var records = changed.SelectMany(range => table.SelectMany(place => Records(range, place))).ToHashSet();
        var files = records.Select(Owner).OfType<long>().ToHashSet();
        var directories = files.SelectMany(Parents).ToHashSet();

        var explained = Tables.Concat(files).Concat(directories).Distinct().SelectMany(Ranges).ToList();
        var rest = explained.Aggregate(changed.AsEnumerable(), (ranges, place) => ranges.SelectMany(r => r.Without(place.Start, place.Length)));
        var free = new FreeClusters(before, after);
        return
        [
            .. files.Where(file => !Tables.Contains(file) && !(directories.Contains(file) && IsSameDirectory(file))).SelectMany(Paths).Distinct(StringComparer.OrdinalIgnoreCase),
            .. rest.Where(range => !free.Hold(range)).Select(range => $"the volume, {range}, which no changed file explains"),
        ];
    }

    private static IEnumerable<(long Virtual, SectorRange Place)> Places(IEnumerable<ClusterRun> runs, int clusterSize) =>
        from run in runs
        where run.Logical is not null
        select (run.Virtual * clusterSize, new SectorRange(run.Logical!.Value * clusterSize, run.Count * clusterSize));

    private IEnumerable<long> Records(SectorRange changed, (long Virtual, SectorRange Place) table)
    {
        if (changed.Within(table.Place.Start, table.Place.Length) is { } part)
        {
            for (var record = (table.Virtual + part.Start) / after.RecordSize; record * after.RecordSize < table.Virtual + part.End; record++)
            {
                yield return record;
            }
        }
    }

    /// <summary>The file that a record belongs to; null when it belonged to none before and does not now.</summary>
    private long? Owner(long record) =>
        new[] { after, before }.Select(volume => volume.Record(record)).FirstOrDefault(r => r is { IsInUse: true }) is { } found
            ? found.Base != 0 ? found.Base : found.Number
            : null;

    private IEnumerable<long> Parents(long file) => Everything(file).SelectMany(r => r.Names).Select(n => n.Parent).Distinct();

    private IEnumerable<NtfsRecord> Everything(long file) => before.Whole(file).Concat(after.Whole(file)).Where(r => r.IsInUse);

    private IEnumerable<SectorRange> Ranges(long file) =>
        Everything(file).SelectMany(r => r.Attributes).SelectMany(a => Places(a.Runs, after.ClusterSize)).Select(p => p.Place);

    /// <summary>A directory in which only a name came or changed: its own access control, attributes and name are as they were.</summary>
    private bool IsSameDirectory(long directory) =>
        before.Record(directory) is { IsInUse: true, IsDirectory: true } old && after.Record(directory) is { IsInUse: true, IsDirectory: true } now &&
        Identity(old).SequenceEqual(Identity(now)) && old.Names.SequenceEqual(now.Names);

    /// <summary>Attributes of DOS and the number of the security descriptor, without the times between them.</summary>
    private static byte[] Identity(NtfsRecord record) =>
        record.Attributes.FirstOrDefault(a => a.Type == NtfsAttribute.StandardInformation)?.Content is { } information
            ? [.. information[32..36], .. information.Skip(52).Take(4)]
            : [];

    private IEnumerable<string> Paths(long file)
    {
        var volume = after.Record(file) is { IsInUse: true } ? after : before;
        return volume.Whole(file).SelectMany(r => r.Names).Select(n => Path(volume, n.Parent, n.Name, 0)).DefaultIfEmpty($"a file without a name, record {file}");
    }

    private static string Path(NtfsVolume volume, long parent, string name, int depth)
    {
        const int Deepest = 200;
        if (parent == NtfsVolume.Root)
        {
            return name;
        }

        var up = depth < Deepest && volume.Record(parent) is { IsInUse: true } record ? record.Names.Cast<(long Parent, string Name)?>().FirstOrDefault() : null;
        return up is { } found ? $@"{Path(volume, found.Parent, found.Name, depth + 1)}\{name}" : $@"?\{name}";
    }
}
