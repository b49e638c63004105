using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Disks;

namespace ProvisionKms.Imaging;

/// <summary>Whether this machine, and this user, can open virtual disks without DISM.</summary>
public static class VirtualDisks
{
    /// <returns>What keeps it from that and what to install; null when nothing does.</returns>
    public static Diagnostic? Problem() => OperatingSystem.IsLinux()
        ? DiskPrograms.Problem()
        : new(Codes.DiskToolMissing, "virtual disks are opened on Linux, or on Windows by DISM", Hint: Codes.DiskToolMissing.Hint);
}
