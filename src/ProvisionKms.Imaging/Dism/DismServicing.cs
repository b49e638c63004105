using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>Asks the servicing stack of an image, through a session on it that only reads, and keeps aside what a commit shall have done.</summary>
internal sealed class DismServicing(string image, Func<DismSession> session) : IImageServicing
{
    private IReadOnlyList<string>? _targets;
    private string? _current;

    /// <summary>False where the image is edited where it is: what changes files all over it is not done there then.</summary>
    public bool ChangesCanBeDiscarded { get; init; } = true;

    public string? Edition { get; private set; }

    public string? ProductKey { get; private set; }

    public ReadOnlyMemory<byte>? AnswerFile { get; private set; }

    public bool HasStaged => Edition is not null || ProductKey is not null || AnswerFile is not null;

    public Version? Version => Version.TryParse(DismLibrary.FindVersion(), out var version) ? version : null;

    public string CurrentEdition => Edition ?? (_current ??= Ask(s => DismApi.GetCurrentEdition(s) ?? ""));

    public IReadOnlyList<string> TargetEditions => _targets ??= ChangesCanBeDiscarded ? Ask(DismApi.GetTargetEditions) : [];

    public bool Accepts(string productKey) => Ask(s => DismApi.ValidateProductKey(s, productKey));

    public void SetEdition(string editionId) => Edition = TargetEditions.Contains(editionId, StringComparer.OrdinalIgnoreCase)
        ? editionId
        : throw new ProvisionException(Codes.EditionRefused, $"the image cannot be set to the edition '{editionId}' offline", new SourceSpan(image), Codes.EditionRefused.Hint);

    public void SetProductKey(string productKey) => ProductKey = productKey;

    public void ApplyAnswerFile(ReadOnlyMemory<byte> answerFile) => AnswerFile = ChangesCanBeDiscarded
        ? answerFile
        : throw new ProvisionException(Codes.AnswerFileRefused, "the pass offlineServicing is not applied to a directory, because that could not be undone",
            new SourceSpan(image), "remove the pass from the answer file, or name the WIM that the directory was made from");

    private T Ask<T>(Func<DismSession, T> question) => DismDiagnostics.Guard(image, writing: false, () => question(session()));
}
