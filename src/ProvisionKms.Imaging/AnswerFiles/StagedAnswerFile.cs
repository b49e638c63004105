using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.AnswerFiles;

/// <summary>An answer file that was written beside its output.</summary>
internal sealed class StagedAnswerFile(OutputDraft draft, string name) : IStagedImage
{
    public IImageSession Reopen() => AnswerFileSession.Open(draft.Path, name);

    public void Publish() => draft.Publish();

    public void Dispose() => draft.Dispose();
}
