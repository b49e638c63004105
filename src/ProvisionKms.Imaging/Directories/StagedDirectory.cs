using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>A directory that has been written, with the journal that can still undo it; without one nothing had to be written.</summary>
internal sealed class StagedDirectory(string path, Func<IImageSession> reopen, UndoJournal? journal) : IStagedImage
{
    private UndoJournal? _journal = journal;

    public IImageSession Reopen() => reopen();

    public void Publish()
    {
        try
        {
            _journal?.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot publish: {e.Message}", new SourceSpan(path), Codes.CommitFailed.Hint, e);
        }

        Close();
    }

    public void Dispose()
    {
        try
        {
            _journal?.Undo();
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        _journal?.Dispose();
        _journal = null;
    }
}
