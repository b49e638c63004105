namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode DiskToolMissing = Error(3090, "a program that opens virtual disks is not installed",
        "Disks are opened by qemu-storage-daemon and ntfs-3g.",
        "Debian, Ubuntu: apt-get install qemu-utils qemu-system-common ntfs-3g.");

    public static readonly DiagnosticCode FuseUnusable = Error(3091, "file systems in user space cannot be used here",
        "/dev/fuse is absent or not open to this user, as in many containers; or an ordinary user may make no user namespace, in which to mount.",
        "Run as root, or give the container the device: `docker run --device /dev/fuse --cap-add SYS_ADMIN`.");

    public static readonly DiagnosticCode DiskServerFailed = Error(3092, "the disk could not be served as a file",
        "qemu-storage-daemon or ntfs-3g stopped, or was built without what is needed; the message is its own.",
        "Run `provision-kms doctor`; qemu 6.0 or later with FUSE exports is needed.");
}
