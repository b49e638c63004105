using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Disks;

/// <summary>An overlay that has been written, and is to become the disk itself or another file.</summary>
[SupportedOSPlatform("linux")]
internal sealed class StagedDisk(DiskSession session, OverlayFile overlay, Action publish) : IStagedImage
{
    public IImageSession Reopen() => session.OpenOverlay(overlay);

    public void Publish()
    {
        try
        {
            // Its daemon holds the source open, and nobody writes to a disk that another has open.
            session.Release();
            publish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot publish: {e.Message}", new SourceSpan(session.Path), Codes.CommitFailed.Hint, e);
        }
    }

    public void Dispose() => overlay.Dispose();
}
