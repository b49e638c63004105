using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What only virtual disks need: without it all other images still work, so what is missing is a warning.</summary>
internal static class VirtualDiskChecks
{
    private const string Name = "virtual disks";

    public static IEnumerable<Check> All()
    {
        if (OperatingSystem.IsLinux())
        {
            yield return VirtualDisks.Problem() is { } problem
                ? new Check(Name, "cannot be opened; all other images can", Needed: false, problem with { Severity = Severity.Warning })
                : new Check(Name, "opened by qemu-storage-daemon and ntfs-3g", Needed: false);
        }
    }
}
