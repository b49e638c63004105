using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.AnswerFiles;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Disks;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Interop.Wimlib;
using ProvisionKms.Imaging.Media;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging;

/// <summary>Recognises an image by what is in it, not by its name, and opens it with the backend for its kind.</summary>
/// <param name="backend">What opens WIM files, disks and directories.</param>
public sealed class ImageOpener(ImageBackend backend = ImageBackend.Automatic) : IImageOpener
{
    /// <summary>What was asked for, or what this system has.</summary>
    public ImageBackend Backend { get; } =
        backend != ImageBackend.Automatic ? backend : OperatingSystem.IsWindows() ? ImageBackend.Dism : ImageBackend.Wimlib;

    /// <summary>Of what takes long beside a commit: DISM mounts an image before a file of it can be read.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Gets what could not be cleaned up at the end of a session, such as a mounted image that another program uses.</summary>
    public IProgress<Diagnostic>? Findings { get; init; }

    /// <summary>Stops what <see cref="Progress"/> reports.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>When what is written into a WIM is said to have been made, for outputs that are the same each time; null is now.</summary>
    public DateTimeOffset? SourceDate { get; init; }

    private DismSurroundings Surroundings => new(Progress, Findings, Cancellation);

    public IImageSession Open(string path, ImageAccess access)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return OpenDirectory(full, access);
        }

        var signature = FileSignature.Of(full);
        return signature.Kind switch
        {
            ContainerKind.Xml => AnswerFileSession.Open(full),
            ContainerKind.Wim or ContainerKind.Vhd or ContainerKind.Vhdx when Backend == ImageBackend.Dism => OpenByDism(full, signature.Kind, access),
            ContainerKind.Wim => OpenByWimlib(full, access),
            ContainerKind.Disk or ContainerKind.Vhd or ContainerKind.Vhdx when OperatingSystem.IsLinux() => DiskSession.Open(full, signature.Disk, access),
            ContainerKind.Iso when OperatingSystem.IsLinux() => MediaSession.Open(full, access, Progress, SourceDate, Cancellation),
            ContainerKind.Unknown => throw new ProvisionException(
                Codes.ImageKindUnknown, Codes.ImageKindUnknown.Title, new SourceSpan(path), Codes.ImageKindUnknown.Hint),
            _ => throw new ProvisionException(
                Codes.ImageKindUnsupported, $"this is {signature.Name}, which cannot be opened directly", new SourceSpan(path), signature.Remedy),
        };
    }

    public IImageSession OpenMade(string path, IImageSession source) =>
        source is AnswerFileSession answerFile && File.Exists(path) && FileSignature.Of(path).Kind == ContainerKind.Xml
            ? AnswerFileSession.Open(path, answerFile.Name)
            : (OperatingSystem.IsLinux() && source is DiskSession disk ? disk.OpenMade(path) : null) ?? Open(path, ImageAccess.Read);

    private WimSession OpenByWimlib(string path, ImageAccess access)
    {
        // Before the file is looked at, so that what is missing is said first.
        WimlibLibrary.EnsureReady();
        return WimSession.Open(path, access, SourceDate);
    }

    private DismImageSession OpenByDism(string path, ContainerKind container, ImageAccess access)
    {
        DismLibrary.EnsureLoaded();
        var kind = container switch
        {
            ContainerKind.Vhd => ImageKind.Vhd,
            ContainerKind.Vhdx => ImageKind.Vhdx,
            _ => ImageKind.Wim,
        };
        return OperatingSystem.IsWindows() ? DismImageSession.Open(path, kind, access, Surroundings) : throw new PlatformNotSupportedException();
    }

    private IImageSession OpenDirectory(string path, ImageAccess access)
    {
        if (Backend != ImageBackend.Dism)
        {
            return DirectorySession.Open(path, access);
        }

        DismLibrary.EnsureLoaded();
        return OperatingSystem.IsWindows() ? DismDirectorySession.Open(path, access) : throw new PlatformNotSupportedException();
    }
}
