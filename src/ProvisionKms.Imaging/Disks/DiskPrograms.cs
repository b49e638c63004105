using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>The programs that open disks, and whether this machine lets them.</summary>
[SupportedOSPlatform("linux")]
internal static class DiskPrograms
{
    private const string FuseDevice = "/dev/fuse";

    internal static readonly IReadOnlyList<(string Name, string Package)> Needed =
    [
        ("qemu-img", "qemu-utils"),
        ("qemu-storage-daemon", "qemu-system-common"),
        ("ntfs-3g", "ntfs-3g"),
        ("umount", "mount"),
        ("setpriv", "util-linux"),
        ("setsid", "util-linux"),
        ("unshare", "util-linux"),
    ];

    /// <exception cref="ProvisionException">Something is missing; all of it is named.</exception>
    internal static void Require() => Require(ChildProgram.Find, FuseDevice);

    /// <summary>What keeps this user from opening disks here; null when nothing does.</summary>
    internal static Diagnostic? Problem()
    {
        try
        {
            Require();
            return null;
        }
        catch (ProvisionException problem)
        {
            return problem.Diagnostics[0];
        }
    }

    internal static void Require(Func<string, string?> find, string fuseDevice)
    {
        if (Needed.Where(p => find(p.Name) is null).ToList() is { Count: > 0 } missing)
        {
            throw new ProvisionException(
                Codes.DiskToolMissing,
                $"{string.Join(", ", missing.Select(p => p.Name))}: not installed; virtual disks cannot be opened",
                hint: $"Debian, Ubuntu: apt-get install {string.Join(' ', missing.Select(p => p.Package).Distinct())}");
        }

        if ((FuseProblem(fuseDevice) ?? UserNamespace.Problem()) is { } problem)
        {
            throw new ProvisionException(Codes.FuseUnusable, problem, hint: Codes.FuseUnusable.Hint);
        }
    }

    internal static string? FuseProblem(string device)
    {
        try
        {
            using var opened = File.OpenHandle(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"virtual disks need {device}: {e.Message}";
        }
    }
}
