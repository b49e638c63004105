using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.AnswerFiles;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging;

/// <summary>Recognises an image by what is in it, not by its name, and opens it with the backend for its kind.</summary>
/// <param name="backend">What opens WIM files, disks and directories.</param>
public sealed class ImageOpener(ImageBackend backend = ImageBackend.Automatic) : IImageOpener
{
    /// <summary>What was asked for, or what this system has.</summary>
    public ImageBackend Backend { get; } =
        backend != ImageBackend.Automatic ? backend : OperatingSystem.IsWindows() ? ImageBackend.Dism : ImageBackend.Wimlib;

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
            ContainerKind.Wim => WimSession.Open(full, access),
            ContainerKind.Xml => AnswerFileSession.Open(full),
            ContainerKind.Unknown => throw new ProvisionException(
                Codes.ImageKindUnknown, Codes.ImageKindUnknown.Title, new SourceSpan(path), Codes.ImageKindUnknown.Hint),
            _ => throw new ProvisionException(
                Codes.ImageKindUnsupported, $"this is {signature.Name}, which cannot be opened directly", new SourceSpan(path), signature.Remedy),
        };
    }

    public IImageSession OpenMade(string path, IImageSession source) =>
        source is AnswerFileSession answerFile && File.Exists(path) && FileSignature.Of(path).Kind == ContainerKind.Xml
            ? AnswerFileSession.Open(path, answerFile.Name)
            : Open(path, ImageAccess.Read);

    private static DirectorySession OpenDirectory(string path, ImageAccess access) => OperatingSystem.IsLinux()
        ? DirectorySession.Open(path, access)
        : throw new ProvisionException(
            Codes.ImageKindUnsupported, "directories can be opened on Linux only", new SourceSpan(path), "name the install.wim that the directory was made from");
}
