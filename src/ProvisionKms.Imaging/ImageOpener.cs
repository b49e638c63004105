using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Wim;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging;

/// <summary>Recognises what a path holds and opens it.</summary>
public sealed class ImageOpener : IImageOpener
{
    public IImageSession Open(string path, ImageAccess access) => File.Exists(path)
        ? WimSession.Open(path, access)
        : throw new ProvisionException(Codes.ImageNotFound, "there is no such image", new SourceSpan(path));
}
