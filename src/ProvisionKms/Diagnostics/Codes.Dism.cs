namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode DismMissing = Error(3066, "DISM is not on this machine",
        "dismapi.dll is a part of Windows 8, Windows Server 2012 and later and of the Windows ADK; other systems have none.",
        "Leave --backend out to use what this system has; on Windows check PROVISIONKMS_DISM, which names the folder of dismapi.dll.");

    public static readonly DiagnosticCode ElevationNeeded = Error(3067, "DISM needs administrator rights",
        "Mounting and servicing an image loads drivers and registry hives, which Windows lets only elevated administrators do.",
        "Run from an elevated prompt, or with an agent whose service account is an administrator; check that it may read and write the image.");

    public static readonly DiagnosticCode DismBusy = Error(3068, "the servicing stack is busy",
        "Another program installs updates or services an image, or the machine waits for a restart.",
        "Wait until it has ended, restart the machine if updates ask for it, then run again.");

    public static readonly DiagnosticCode MountInUse = Error(3069, "a program has files of a mounted image open",
        "Usually antivirus, an indexing service, or a prompt or an Explorer window in the mount folder.",
        "Exclude the folder for temporary files, and provision-kms.exe, from antivirus; close what looks into the mount folder.");

    public static readonly DiagnosticCode DismDiskFull = Error(3070, "DISM has no room left on a disk",
        "A mount needs room for what is changed, and the draft of the output for a whole copy of the image.",
        "Make room on the disk of the output and on that of the folder for temporary files (TEMP), or name others.");

    public static readonly DiagnosticCode MountLeftBehind = Warning(3071, "a mounted image is left behind",
        "It could not be unmounted: a program has files in it open, or DISM failed.",
        "Close what uses it; `provision-kms doctor --repair IMAGE` or the next apply unmounts it, and so does `dism /Unmount-Image /MountDir:FOLDER /Discard`.");

    public static readonly DiagnosticCode DismTooOld = Error(3072, "this machine's DISM cannot service the image",
        "A DISM services images of its own Windows version and older ones only.",
        "Install the Windows ADK of the image's version or a newer one; its DISM is used by itself.");

    public static readonly DiagnosticCode DismFailed = Error(3073, "DISM failed for a reason that is not known here",
        "The message has DISM's own words and its HRESULT.",
        "Read the log that is named; what DISM does with the image by itself (`dism /Get-ImageInfo`, `dism /Mount-Image`) shows whether it is the image or the machine.");

    public static readonly DiagnosticCode EsdNotMountable = Error(2370, "an ESD cannot be mounted",
        "DISM mounts only WIM files with LZX or XPRESS compression; an ESD is compressed as a whole.",
        "Export it first: dism /Export-Image /SourceImageFile:install.esd /SourceIndex:N /DestinationImageFile:install.wim /Compress:max.");

    public static readonly DiagnosticCode DescriptionNotWritable = Error(2371, "DISM cannot change the description of a WIM",
        "An edit of the kind image-metadata is planned, because the XML of the WIM lacks the edition; DISM has no call that writes it.",
        "Provision the image with libwim: `--backend wimlib`, or on Linux.");

    public static readonly DiagnosticCode ProductKeyRefused = Error(2372, "the image's servicing stack refuses the product key",
        "DISM checks a key against the licences in the image: the key is not one of its edition, or the licences are incomplete.",
        "Compare edition and key: `provision-kms inspect` shows the edition, `provision-kms keys` the keys; `--backend wimlib` does without DISM.");

    public static readonly DiagnosticCode EditionRefused = Error(2373, "the image cannot be set to the edition",
        "DISM can raise an edition only to those that the image carries the parts of.",
        "`dism /Image:FOLDER /Get-TargetEditions` lists them; leave the conversion to the first boot, or take another image.");

    public static readonly DiagnosticCode AnswerFileRefused = Error(2374, "the image's servicing stack refuses the answer file",
        "A setting or package of the pass offlineServicing does not fit the image, or cannot be found.",
        "Check the pass offlineServicing with Windows System Image Manager; DISM's own words are in the message.");

    public static readonly DiagnosticCode MountBroken = Error(2375, "a mounted image has lost its connection",
        "The machine was restarted, or the image file moved, while it was mounted.",
        "`provision-kms doctor --repair IMAGE` unmounts what was ours; `dism /Remount-Image` or `dism /Unmount-Image` what was not.");

    public static readonly DiagnosticCode ImageIncomplete = Error(2376, "DISM misses a file or folder",
        "The image is no whole Windows, or a file was removed while it was worked on.",
        "Check with `dism /Get-ImageInfo` that it is the right image, and that nothing cleans the folder for temporary files.");

    public static readonly DiagnosticCode ImageIsRunning = Error(2377, "the image is the Windows that is running",
        "The recipe names the system drive of this machine.",
        "Name an image that is not running; nothing here edits a running Windows.");

    public static readonly DiagnosticCode HiveNotOffered = Error(2378, "DISM does not load this registry hive",
        "It loads those in Windows\\System32\\config only.",
        "Provision the image with libwim: `--backend wimlib`, or on Linux.");
}
