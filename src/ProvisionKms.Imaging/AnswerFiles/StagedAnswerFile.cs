using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Wim;

namespace ProvisionKms.Imaging.AnswerFiles;

/// <summary>A written answer file beside its target, whose name it takes when it is published.</summary>
internal sealed class StagedAnswerFile(string temporary, string name, string output) : IStagedImage
{
    /// <param name="like">The file whose owner and mode the new one gets.</param>
    internal static StagedAnswerFile Write(byte[] content, string name, string like, string output)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        StagedCopy.RemoveLeftovers(output);
        var temporary = StagedCopy.TemporaryFor(output);
        var staged = new StagedAnswerFile(temporary, name, output);
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            if (OperatingSystem.IsLinux())
            {
                FileMetadata.Copy(like, temporary);
            }

            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    public IImageSession Reopen() => AnswerFileSession.Open(temporary, name);

    public void Publish()
    {
        try
        {
            File.Move(temporary, output, overwrite: true);
            Durability.SyncDirectory(Path.GetDirectoryName(output)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot publish: {e.Message}", new SourceSpan(output), Codes.CommitFailed.Remedy, e);
        }
    }

    public void Dispose() => File.Delete(temporary);
}
