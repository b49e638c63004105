using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What only some kinds of images need: without it all others still work, so what is missing is a warning.</summary>
internal static class OptionalKindChecks
{
    public static IEnumerable<Check> All() => OperatingSystem.IsLinux()
        ?
        [
            Of("virtual disks", OptionalKinds.VirtualDisks(), "opened by qemu-storage-daemon and ntfs-3g"),
            Of("install media", OptionalKinds.Media(), "read by 7-Zip and written by genisoimage"),
        ]
        : [];

    private static Check Of(string name, Diagnostic? problem, string how) => problem is null
        ? new Check(name, how, Needed: false)
        : new Check(name, "cannot be opened; all other images can", Needed: false, problem with { Severity = Severity.Warning });
}
