using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Makes the edits of one image where it is mounted for writing: first what its servicing stack does, the edition before the
/// key that belongs to it; then files; then the answer file; then the registry, which is loaded as long as the session is open.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class MountedEdits(string image, ImageMount mount, CancellationToken cancellation)
{
    public void Make(DismEdits edits, IProgress<WorkProgress>? progress)
    {
        var servicing = new ServicingEdits(image, () => mount.Session, cancellation);
        servicing.SetEdition(edits.Servicing.Edition, progress);
        servicing.SetProductKey(edits.Servicing.ProductKey);
        WriteFiles(edits.Files, progress);
        servicing.ApplyAnswerFile(edits.Servicing.AnswerFile);
        if (edits.Hives.HasStaged)
        {
            cancellation.ThrowIfCancellationRequested();
            edits.Hives.Write(mount.Session);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void WriteFiles(IReadOnlyCollection<StagedFile> files, IProgress<WorkProgress>? progress)
    {
        var writer = new MountedFiles(new HostTree(mount.Path));
        var (done, total) = (0L, files.Sum(file => file.Length));
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Write(file);
            progress?.Report(new WorkProgress("writing", done += file.Length, total));
        }
    }
}
