using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging;

internal enum ContainerKind
{
    Unknown,
    Wim,
    Xml,
    Iso,
    Vhd,
    Vhdx,
    Disk,
}

/// <summary>What the first and last bytes of a file say that it is.</summary>
/// <param name="Name">For a message; empty where the kind is opened or unknown.</param>
/// <param name="Remedy">What to do with a kind that is not opened.</param>
/// <param name="Disk">The format of a disk.</param>
internal sealed record FileSignature(ContainerKind Kind, string Name = "", string Remedy = "", ImageKind Disk = default)
{
    private const int SectorSize = 512;
    private const int IsoDescriptor = 0x8001;

    private const string FromIso = "take sources/install.wim (or install.esd) out of it, for example with `7z x IMAGE.iso sources/install.wim`, and name that";
    private const string FromDiskOnLinux = "mount its Windows partition, for example with `guestmount -a IMAGE -i /mnt`, and name the folder that holds Windows";

    private static string FromDisk => OperatingSystem.IsWindows()
        ? "convert it, for example with `qemu-img convert -O vhdx IMAGE IMAGE.vhdx`, and name that"
        : FromDiskOnLinux;

    /// <summary>For a backend that does not open it.</summary>
    private static string FromVhd => OperatingSystem.IsWindows() ? "leave --backend out: DISM opens it" : FromDiskOnLinux;

    private static readonly FileSignature Wim = new(ContainerKind.Wim);
    private static readonly FileSignature Xml = new(ContainerKind.Xml);
    private static readonly FileSignature Unknown = new(ContainerKind.Unknown);

    /// <exception cref="ProvisionException">There is no such file, or it cannot be read.</exception>
    internal static FileSignature Of(string path)
    {
        try
        {
            RefuseSpecial(path);
            using var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
            Span<byte> start = stackalloc byte[SectorSize], end = stackalloc byte[SectorSize], iso = stackalloc byte[5];
            var length = RandomAccess.GetLength(file);
            start = start[..RandomAccess.Read(file, start, 0)];
            end = end[..RandomAccess.Read(file, end, Math.Max(0, length - SectorSize))];
            iso = iso[..RandomAccess.Read(file, iso, IsoDescriptor)];
            return Recognise(start, end, iso, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProvisionException(Codes.ImageNotFound, Codes.ImageNotFound.Title, new SourceSpan(path), Codes.ImageNotFound.Hint, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ImageUnreadable, $"the image cannot be read: {e.Message}", new SourceSpan(path), Codes.ImageUnreadable.Hint, e);
        }
    }

    private static FileSignature Recognise(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ReadOnlySpan<byte> iso, string path)
    {
        if (start.StartsWith("MSWIM\0\0\0"u8) || start.StartsWith("WLPWM\0\0\0"u8))
        {
            return Wim;
        }

        if (iso.SequenceEqual("CD001"u8) || iso.SequenceEqual("BEA01"u8))
        {
            return new FileSignature(ContainerKind.Iso, "an ISO image", FromIso);
        }

        (string Name, ContainerKind Container, ImageKind Kind)? disk =
            start.StartsWith((ReadOnlySpan<byte>)[0x51, 0x46, 0x49, 0xfb]) ? ("a qcow2 disk", ContainerKind.Disk, ImageKind.Qcow2)
            : start.StartsWith("vhdxfile"u8) ? ("a VHDX disk", ContainerKind.Vhdx, ImageKind.Vhdx)
            : start.StartsWith("conectix"u8) || end.StartsWith("conectix"u8) ? ("a VHD disk", ContainerKind.Vhd, ImageKind.Vhd)
            : start.StartsWith("KDMV"u8) || start.StartsWith("# Disk DescriptorFile"u8) ? ("a VMDK disk", ContainerKind.Disk, ImageKind.Vmdk)
            : IsRawDisk(start) ? ("a raw disk or partition", ContainerKind.Disk, ImageKind.Raw)
            : null;
        if (disk is { } found)
        {
            return new FileSignature(found.Container, found.Name, found.Container == ContainerKind.Disk ? FromDisk : FromVhd, found.Kind);
        }

        return path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || IsXml(start) ? Xml : Unknown;
    }

    /// <summary>A partition table, or an NTFS boot sector.</summary>
    private static bool IsRawDisk(ReadOnlySpan<byte> start) =>
        start.Length == SectorSize && start[510] == 0x55 && start[511] == 0xaa;

    /// <summary>In the encodings that Windows Setup reads: UTF-8, and UTF-16 with its mark.</summary>
    private static bool IsXml(ReadOnlySpan<byte> start)
    {
        using var reader = new StreamReader(new MemoryStream(start.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var text = reader.ReadToEnd().TrimStart();
        return text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<unattend", StringComparison.Ordinal);
    }

    /// <summary>To Windows a file NUL or CON.xml is a device, in whatever folder; its full name says so.</summary>
    private static bool IsDevice(string path) => Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal);

    private static bool IsSpecial(string path) =>
        OperatingSystem.IsLinux() && FileStatus.Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) is { Kind: FileKind.Special };

    /// <summary>Opening a pipe would wait for somebody to write to it.</summary>
    private static void RefuseSpecial(string path)
    {
        if (OperatingSystem.IsWindows() ? IsDevice(path) : IsSpecial(path))
        {
            throw new ProvisionException(Codes.ImageKindUnknown, "this is a pipe or a device, not a file", new SourceSpan(path), Codes.ImageKindUnknown.Hint);
        }
    }
}
