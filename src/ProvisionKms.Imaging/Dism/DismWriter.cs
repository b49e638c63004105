using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Writes what is staged into a copy of the image file, one image after the other: a WIM can be mounted for writing once.
/// Whatever fails or is cancelled on the way: what is mounted is unmounted without saving, and the copy is deleted.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class DismWriter(DismImage source, DismSurroundings surroundings, IProgress<WorkProgress>? progress)
{
    public OutputDraft Write(string output, IReadOnlyList<DismEdits> edits)
    {
        RefuseReadOnly(output, edits);
        var draft = Guard(output, () => OutputDraft.For(output, keepExtension: true));
        try
        {
            Guard(output, () => FileCopy.Copy(source.Path, draft.Path, progress, surroundings.Cancellation));
            foreach (var image in edits)
            {
                DismDiagnostics.Guard(output, writing: true, () => Write(draft.Path, image));
            }

            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    private bool Write(string draft, DismEdits edits)
    {
        surroundings.Cancellation.ThrowIfCancellationRequested();
        using var mount = ImageMount.Mount(draft, edits.Index, DismMountFlags.ReadWrite, progress, surroundings);
        new MountedEdits(source.Path, mount, surroundings.Cancellation).Make(edits, progress);
        mount.Save(source.Header is { HasIntegrityTable: true } ? DismUnmountFlags.GenerateIntegrity : DismUnmountFlags.Commit, progress);
        return true;
    }

    /// <summary>DISM cannot mount for writing what says that it is read-only.</summary>
    private void RefuseReadOnly(string output, IReadOnlyList<DismEdits> edits)
    {
        var isMarked = source.Header is { IsReadOnly: true } && edits.Count > 0;
        if (isMarked || (output == source.Path && new FileInfo(output).IsReadOnly))
        {
            throw new ProvisionException(Codes.WimReadOnly, isMarked ? "the WIM is marked read-only in its header" : "the file is read-only", new SourceSpan(source.Path),
                isMarked ? "export it first: `dism /Export-Image`; or use `--backend wimlib`" : Codes.WimReadOnly.Hint);
        }
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot write: {error.Message}", new SourceSpan(path), Codes.CommitFailed.Hint, error);
        }
    }
}
