namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>Clusters that belong to nobody, before and after: what is written there and given back is no change to any file.</summary>
internal sealed class FreeClusters(NtfsVolume before, NtfsVolume after)
{
    internal bool Hold(SectorRange range)
    {
        for (var cluster = range.Start / after.ClusterSize; cluster * after.ClusterSize < range.End; cluster++)
        {
            if (!before.IsFree(cluster) || !after.IsFree(cluster))
            {
                return false;
            }
        }

        return true;
    }
}
