using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>Asks the servicing stack of an image, through a session on it that only reads, and keeps aside what a commit shall have done.</summary>
internal sealed class DismServicing(string image, Func<DismSession> session) : IImageServicing
{
    private IReadOnlyList<string>? _targets;
    private string? _current;

    public string? Edition { get; private set; }

    public string? ProductKey { get; private set; }

    public ReadOnlyMemory<byte>? AnswerFile { get; private set; }

    public bool HasStaged => Edition is not null || ProductKey is not null || AnswerFile is not null;

    public string CurrentEdition => Edition ?? (_current ??= Ask(s => DismApi.GetCurrentEdition(s) ?? ""));

    public IReadOnlyList<string> TargetEditions => _targets ??= Ask(DismApi.GetTargetEditions);

    public bool Accepts(string productKey) => Ask(s => DismApi.ValidateProductKey(s, productKey));

    public void SetEdition(string editionId) => Edition = TargetEditions.Contains(editionId, StringComparer.OrdinalIgnoreCase)
        ? editionId
        : throw new ProvisionException(Codes.EditionRefused, $"the image cannot be set to the edition '{editionId}' offline", new SourceSpan(image), Codes.EditionRefused.Hint);

    public void SetProductKey(string productKey) => ProductKey = productKey;

    public void ApplyAnswerFile(ReadOnlyMemory<byte> answerFile) => AnswerFile = answerFile;

    private T Ask<T>(Func<DismSession, T> question) => DismDiagnostics.Guard(image, writing: false, () => question(session()));
}
