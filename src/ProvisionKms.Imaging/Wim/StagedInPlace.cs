using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Wim;

/// <summary>A WIM that was written in place and whose journal still stands.</summary>
internal sealed class StagedInPlace(string path, WimJournal journal) : IStagedImage
{
    private bool _settled;

    public IImageSession Reopen() => WimSession.OpenUnderJournal(path);

    public void Publish()
    {
        journal.Forget();
        _settled = true;
    }

    public void Dispose()
    {
        if (!_settled)
        {
            journal.Undo();
            _settled = true;
        }

        journal.Dispose();
    }
}
