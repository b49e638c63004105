using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Disks.Ntfs;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>Whether the volume of a Windows is at rest. One that is not is left to Windows: nothing is forced.</summary>
[SupportedOSPlatform("linux")]
internal static class VolumeState
{
    private const string HibernationFile = "hiberfil.sys";

    /// <exception cref="ProvisionException">It was not shut down, or is damaged.</exception>
    internal static void Require(ServedDisk disk, DiskPartition partition, HostTree files, string path)
    {
        // First: a hibernated Windows leaves its volume dirty too, and is the reason for it.
        if (IsHibernated(files))
        {
            throw Refused(Codes.VolumeHibernated, partition, path);
        }

        if (NtfsVolume.Read(disk.Sectors, partition.Start, volume => volume.IsDirty || volume.IsJournalPending))
        {
            throw Refused(Codes.VolumeDirty, partition, path);
        }
    }

    /// <summary>
    /// Its first bytes are "hibr", or since Windows 8 "HIBR", while there is something to wake up from.
    /// https://learn.microsoft.com/windows-hardware/drivers/kernel/system-power-states
    /// </summary>
    private static bool IsHibernated(HostTree files)
    {
        if (files.Find(HibernationFile) is not { IsFile: true } file)
        {
            return false;
        }

        using var reader = new OffsetReader(file.HostPath);
        return System.Text.Encoding.ASCII.GetString(reader.Read(0, 4)).Equals("hibr", StringComparison.OrdinalIgnoreCase);
    }

    private static ProvisionException Refused(DiagnosticCode code, DiskPartition partition, string path) =>
        new(code, $"{code.Title} (partition {partition.Number})", new SourceSpan(path), code.Hint);
}
