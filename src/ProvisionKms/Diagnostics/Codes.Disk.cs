namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode DiskUnusable = Error(2390, "the virtual disk cannot be opened",
        "The file is damaged or cut off, encrypted, or of a sub-format that qemu does not know; the message is qemu's own.",
        "Check it with `qemu-img check`, and that the copy or download was complete.");

    public static readonly DiagnosticCode DiskLeadsElsewhere = Error(2391, "the virtual disk takes its content from other files",
        "A disk can name any file of this machine as a part of itself, so only a base image of a stated format is followed.",
        "Make one file of it: `qemu-img convert -O qcow2 DISK whole.qcow2`. For a base without a stated format: `qemu-img rebase -u -b BASE -F FORMAT DISK`.");

    public static readonly DiagnosticCode DiskInUse = Error(2392, "another program is using the virtual disk",
        "A virtual machine runs from it, or another run works on it.",
        "Shut the machine down, or wait for the other run.");

    public static readonly DiagnosticCode PartitionTableUnusable = Error(2393, "the disk has no usable partition table",
        "Neither a GPT nor an MBR nor a file system at its start, or one that contradicts itself.",
        "Check that the file is a whole disk or a whole volume.");

    public static readonly DiagnosticCode WindowsNotOnDisk = Error(2394, "no partition of the disk holds a Windows",
        "It is the disk of another system or for data only, or the volume with Windows cannot be read.",
        "`provision-kms inspect` lists the partitions; name the disk that Windows starts from.");

    public static readonly DiagnosticCode VolumeHibernated = Error(2395, "the Windows on the disk is hibernated",
        "It was hibernated, or shut down with fast startup: what is in its memory file would overwrite every edit.",
        "Start it and shut it down with `shutdown /s /t 0`, after `powercfg /h off`; for a template run Sysprep with /generalize /shutdown.");

    public static readonly DiagnosticCode VolumeDirty = Error(2396, "the volume was not shut down cleanly",
        "The machine was switched off while it ran, or its disk was copied meanwhile: its journal holds changes that only Windows can finish.",
        "Start it once and shut it down, or run `chkdsk /f` on the volume in Windows.");

    public static readonly DiagnosticCode VolumeEncrypted = Error(2397, "the volume is encrypted with BitLocker",
        "Its files cannot be read without the key, and this program asks for none.",
        "Decrypt it in Windows: `manage-bde -off C:`, wait until `manage-bde -status` says so, shut down.");

    public static readonly DiagnosticCode VolumeIsRefs = Error(2398, "the volume is ReFS",
        "Only Windows can write ReFS.",
        "Use an image whose Windows is on NTFS, or edit it on Windows: attach the disk and name its drive.");

    public static readonly DiagnosticCode FileCompressedBySystem = Error(2399, "a file of the image is compressed by CompactOS",
        "Its content is in a stream that only Windows 10 and later unpack; through NTFS itself it looks empty.",
        "In Windows: `compact /compactos:never`, or for the one file `compact /u /exe FILE`.");

    public static readonly DiagnosticCode VolumeDamaged = Error(2410, "the NTFS volume cannot be mounted",
        "The volume is damaged, or larger than the disk that holds it; the message is ntfs-3g's own.",
        "Run `chkdsk /f` on it in Windows; `ntfsfix --no-action` says what ntfs-3g sees.");

    public static readonly DiagnosticCode OutputFormatNotForImage = Error(2411, "the output cannot have this format",
        "`output.format` is for virtual disks that are written to another file: other images have one format, and a disk that is edited in place keeps its own.",
        "Leave `output.format` out, or name an `output.path`.");

    public static readonly DiagnosticCode WindowsToBeChosen = Error(2412, "the disk holds more than one Windows",
        "Two installations on one disk fit the recipe, and each would be changed.",
        "Say which: `image: { indexes: [1] }`; `provision-kms inspect` lists them. `indexes: all` means all of them.");

    public static readonly DiagnosticCode DiskCommitUnfinished = Error(4010, "the disk is only partly written",
        "Writing the verified changes into the disk was interrupted: it is full or failed. What is to be written lies beside it, whole.",
        "Make room, then run `provision-kms doctor --repair DISK`; do not start the disk before that.");
}
