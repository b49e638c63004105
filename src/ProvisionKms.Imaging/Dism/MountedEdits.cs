using System.Runtime.Versioning;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Directories;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Staging;

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
        SetEdition(edits.Servicing.Edition, progress);
        SetProductKey(edits.Servicing.ProductKey);
        WriteFiles(edits.Files, progress);
        ApplyAnswerFile(edits.Servicing.AnswerFile);
        if (edits.Hives.HasStaged)
        {
            cancellation.ThrowIfCancellationRequested();
            edits.Hives.Write(mount.Session);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void SetEdition(string? edition, IProgress<WorkProgress>? progress)
    {
        cancellation.ThrowIfCancellationRequested();
        if (edition is null)
        {
            return;
        }

        if (!DismApi.GetTargetEditions(mount.Session).Contains(edition, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused(Codes.EditionRefused, $"the image cannot be set to the edition '{edition}'");
        }

        DismApi.SetEdition(mount.Session, edition, productKey: null, progress, cancellation);
    }

    private void SetProductKey(string? key)
    {
        cancellation.ThrowIfCancellationRequested();
        if (key is null)
        {
            return;
        }

        if (!DismApi.ValidateProductKey(mount.Session, key))
        {
            throw Refused(Codes.ProductKeyRefused, Codes.ProductKeyRefused.Title);
        }

        DismApi.SetProductKey(mount.Session, key);
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

    /// <summary>From a private file: it may hold a key.</summary>
    private void ApplyAnswerFile(ReadOnlyMemory<byte>? answerFile)
    {
        cancellation.ThrowIfCancellationRequested();
        if (answerFile is not { } content)
        {
            return;
        }

        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "unattend.xml");
        folder.Use(() => File.WriteAllBytes(file, content.Span));
        try
        {
            DismApi.ApplyUnattend(mount.Session, file, singleSession: true);
        }
        catch (DismException error)
        {
            throw Refused(Codes.AnswerFileRefused, $"the servicing stack refuses the answer file ({ProductKeyText.Hide(error.Message)})", error);
        }
    }

    private ProvisionException Refused(DiagnosticCode code, string message, Exception? inner = null) => new(code, message, new SourceSpan(image), code.Hint, inner);
}
