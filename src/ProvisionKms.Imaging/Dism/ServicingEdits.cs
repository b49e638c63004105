using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Dism;

/// <summary>What an image's own servicing stack does, when it is asked for. What it refuses is said in the user's words.</summary>
internal sealed class ServicingEdits(string image, Func<DismSession> session, CancellationToken cancellation)
{
    public void SetEdition(string? edition, IProgress<WorkProgress>? progress)
    {
        cancellation.ThrowIfCancellationRequested();
        if (edition is null)
        {
            return;
        }

        if (!DismApi.GetTargetEditions(session()).Contains(edition, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused(Codes.EditionRefused, $"the image cannot be set to the edition '{edition}'");
        }

        DismApi.SetEdition(session(), edition, productKey: null, progress, cancellation);
    }

    public void SetProductKey(string? key)
    {
        cancellation.ThrowIfCancellationRequested();
        if (key is null)
        {
            return;
        }

        if (!DismApi.ValidateProductKey(session(), key))
        {
            throw Refused(Codes.ProductKeyRefused, Codes.ProductKeyRefused.Title);
        }

        DismApi.SetProductKey(session(), key);
    }

    /// <summary>From a private file: it may hold a key.</summary>
    public void ApplyAnswerFile(ReadOnlyMemory<byte>? answerFile)
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
            DismApi.ApplyUnattend(session(), file, singleSession: true);
        }
        catch (DismException error)
        {
            throw Refused(Codes.AnswerFileRefused, $"the servicing stack refuses the answer file ({ProductKeyText.Hide(error.Message)})", error);
        }
    }

    private ProvisionException Refused(DiagnosticCode code, string message, Exception? inner = null) => new(code, message, new SourceSpan(image), code.Hint, inner);
}
