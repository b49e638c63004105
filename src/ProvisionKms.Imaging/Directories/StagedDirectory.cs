using System.Runtime.Versioning;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Directories;

/// <summary>A directory that has been written, with the journal that can still undo it; without one nothing had to be written.</summary>
[SupportedOSPlatform("linux")]
internal sealed class StagedDirectory(DirectorySession session, UndoJournal? journal) : IStagedImage
{
    private UndoJournal? _journal = journal;

    public IImageSession Reopen() => session.Reopen();

    public void Publish()
    {
        _journal?.Complete();
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
