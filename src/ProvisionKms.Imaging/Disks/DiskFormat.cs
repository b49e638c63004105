using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Disks;

/// <summary>What qemu calls the formats of disks.</summary>
internal static class DiskFormat
{
    internal static bool IsDisk(ImageKind kind) => kind is ImageKind.Qcow2 or ImageKind.Vhd or ImageKind.Vhdx or ImageKind.Vmdk or ImageKind.Raw;

    internal static string Driver(ImageKind kind) => kind switch
    {
        ImageKind.Qcow2 => "qcow2",
        ImageKind.Vhd => "vpc",
        ImageKind.Vhdx => "vhdx",
        ImageKind.Vmdk => "vmdk",
        ImageKind.Raw => "raw",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no disk"),
    };
}
