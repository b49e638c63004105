using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Media;

/// <summary>Media that have been written beside their output.</summary>
internal sealed class StagedMedia(OutputDraft draft, Func<IImageSession> reopen) : IStagedImage
{
    public IImageSession Reopen() => reopen();

    public void Publish() => draft.Publish();

    public void Dispose() => draft.Dispose();
}
