using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.Imaging.Tests.Disks;

/// <summary>A volume in a file, asked by ntfs-3g's own tools.</summary>
internal sealed partial class NtfsJudge(string volume)
{
    private const int ClusterSize = 4096;

    /// <summary>Where the master file table starts, as the boot sector says.</summary>
    internal long Table => Place(48);

    /// <summary>Where the copy of its first records is.</summary>
    internal long Mirror => Place(56);

    /// <summary>Where the flags of $Volume are: 10 bytes into its $VOLUME_INFORMATION.</summary>
    internal (long At, int Length) VolumeFlags(long table)
    {
        // Record 3 of the table; the attribute is looked for by its header (type 0x70, 40 bytes, resident).
        var record = new byte[1024];
        var at = table + 3 * 1024;
        using var file = File.OpenHandle(volume);
        RandomAccess.Read(file, record, at);
        var attribute = record.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x70, 0, 0, 0, 0x28, 0, 0, 0, 0]);
        return (at + attribute + record[attribute + 20] + 10, 2);
    }

    internal (long At, int Length) Journal() => (FirstCluster(2) * ClusterSize, 4096);

    private long Place(int field)
    {
        using var file = File.OpenHandle(volume);
        var boot = new byte[512];
        RandomAccess.Read(file, boot, 0);
        return BitConverter.ToInt64(boot, field) * ClusterSize;
    }

    internal long FirstCluster(int inode)
    {
        var said = Encoding.UTF8.GetString(Tool.Run("ntfs-3g", "ntfsinfo", "-v", "-f", "-i", inode.ToString(CultureInfo.InvariantCulture), volume));
        return long.Parse(LogicalCluster().Match(said).Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Runlist:\s+VCN\s+LCN\s+Length\s+0x0\s+0x([0-9a-f]+)")]
    private static partial Regex LogicalCluster();
}
