using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Wim;

/// <summary>A WIM that was written beside its output.</summary>
internal sealed class StagedWimCopy(OutputDraft draft) : IStagedImage
{
    public IImageSession Reopen() => WimSession.Open(draft.Path, ImageAccess.Read);

    public void Publish() => draft.Publish();

    public void Dispose() => draft.Dispose();
}
