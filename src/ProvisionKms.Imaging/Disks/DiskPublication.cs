using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>Makes the output file of a verified overlay.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DiskPublication(DiskSource source, OverlayFile overlay, string output, DiskOutputFormat format)
{
    internal void Write(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (format == DiskOutputFormat.Qcow2Overlay)
        {
            HostFile.Flush(overlay.Path);
            overlay.Rename(output);
            overlay.IsKept = true;
            Durability.SyncDirectory(Path.GetDirectoryName(output)!);
            return;
        }

        using var draft = OutputDraft.For(output);
        if (IsCopy)
        {
            Copy(draft.Path, progress, cancellation);
        }
        else
        {
            Convert(draft.Path, progress, cancellation);
        }

        draft.Publish();
    }

    private ImageKind Kind => format switch
    {
        DiskOutputFormat.Qcow2 => ImageKind.Qcow2,
        DiskOutputFormat.Vhdx => ImageKind.Vhdx,
        DiskOutputFormat.Vhd => ImageKind.Vhd,
        DiskOutputFormat.Vmdk => ImageKind.Vmdk,
        DiskOutputFormat.Raw => ImageKind.Raw,
        _ => source.Kind,
    };

    /// <summary>
    /// A container of the same kind is copied and then written to: what is compressed in it stays so, and all else that is
    /// peculiar to it. Not those whose size is that of the disk, where a copy would fill the holes, nor those that only grow.
    /// </summary>
    private bool IsCopy => format == DiskOutputFormat.Same && source is { Kind: not ImageKind.Raw, IsFixedVhd: false, IsStreamOptimized: false };

    private void Copy(string draft, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        FileCopy.Copy(source.Path, draft, progress, cancellation);
        var folder = Path.GetDirectoryName(draft)!;
        if (source.Base is { } below)
        {
            QemuImg.Require(["rebase", "-q", "-u", "-b", OverlayFile.NameFrom(folder, below.Path), "-F", below.Format, draft], cancellation: cancellation);
        }

        var driver = DiskFormat.Driver(source.Kind);
        QemuImg.Require(["rebase", "-q", "-u", "-b", OverlayFile.NameFrom(folder, draft), "-F", driver, overlay.Path], cancellation: cancellation);
        QemuImg.Require(["commit", "-q", "-d", "-f", "qcow2", overlay.Path], cancellation: cancellation);
    }

    private void Convert(string draft, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        QemuImg.Require(
            ["convert", "-p", "-f", "qcow2", "-O", DiskFormat.Driver(Kind), .. Options, overlay.Path, draft],
            percent => progress?.Report(new WorkProgress("converting", (long)(source.Size * (percent / 100)), source.Size)),
            cancellation);

    /// <summary>force_size: the size that the disk has, not the nearest that cylinders of old make.</summary>
    private IEnumerable<string> Options => Kind switch
    {
        ImageKind.Vhd => ["-o", $"subformat={(format == DiskOutputFormat.Same ? "fixed" : "dynamic")},force_size=on"],
        ImageKind.Vmdk => ["-o", $"subformat={(format == DiskOutputFormat.Same ? source.SubFormat : "monolithicSparse")}"],
        _ => [],
    };
}
