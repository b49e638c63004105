using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>File systems, by what their first sector says.</summary>
internal static class VolumeKind
{
    internal const string Ntfs = "ntfs";
    internal const string Refs = "refs";
    internal const string BitLocker = "bitlocker";
    internal const string Fat = "fat";

    internal static string? Of(OffsetReader disk, long start)
    {
        var sector = disk.Read(start, PartitionTable.Sector).AsSpan();
        var name = sector[3..11];
        return
            name.SequenceEqual("NTFS    "u8) ? Ntfs
            : name.SequenceEqual("-FVE-FS-"u8) ? BitLocker
            : name.StartsWith("ReFS\0"u8) ? Refs
            : sector[54..].StartsWith("FAT1"u8) || sector[82..].StartsWith("FAT32"u8) || name.SequenceEqual("EXFAT   "u8) ? Fat
            : null;
    }
}
