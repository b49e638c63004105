using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Imaging.Media;

namespace ProvisionKms.Imaging;

/// <summary>Kinds of images that other programs open for us, and whether this machine, and this user, can.</summary>
public static class OptionalKinds
{
    /// <returns>What keeps virtual disks from being opened and what to install; null when nothing does.</returns>
    public static Diagnostic? VirtualDisks() => OperatingSystem.IsLinux() ? DiskPrograms.Problem() : Elsewhere(Codes.DiskToolMissing);

    /// <returns>The same for install media.</returns>
    public static Diagnostic? Media() => OperatingSystem.IsLinux() ? MediaPrograms.Problem() : Elsewhere(Codes.MediaToolMissing);

    private static Diagnostic Elsewhere(DiagnosticCode code) => new(code, "only on Linux", Hint: code.Hint);
}
