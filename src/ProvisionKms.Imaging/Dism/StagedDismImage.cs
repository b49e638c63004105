using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Dism;

/// <summary>An image file that was written beside its output.</summary>
/// <param name="release">Lets go of the output, when the source that is open is the output.</param>
[SupportedOSPlatform("windows")]
internal sealed class StagedDismImage(OutputDraft draft, ImageKind kind, DismSurroundings surroundings, Action? release) : IStagedImage
{
    public IImageSession Reopen() => DismImageSession.Open(draft.Path, kind, ImageAccess.Read, surroundings);

    public void Publish()
    {
        release?.Invoke();
        draft.Publish();
    }

    public void Dispose() => draft.Dispose();
}
