namespace ProvisionKms.Images;

/// <summary>
/// The image's own servicing stack, where a backend can ask it: DISM on Windows. Asking changes nothing; what is staged is
/// done when the session commits, before any file or registry value is written, and discarded with everything else.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-windows-edition-servicing-command-line-options
/// </summary>
public interface IImageServicing
{
    /// <summary>The version of the DISM that does the servicing; null when it does not tell.</summary>
    Version? Version => null;

    /// <summary>The EditionID that the stack gives, an edition that was staged included.</summary>
    string CurrentEdition { get; }

    /// <summary>The EditionIDs that the image can be set to while it is offline; empty when there is none.</summary>
    IReadOnlyList<string> TargetEditions { get; }

    /// <summary>Whether the stack takes the product key for one of the edition that the image has now.</summary>
    /// <exception cref="Diagnostics.ProvisionException">The stack could not say.</exception>
    bool Accepts(string productKey);

    /// <summary>Stages one of <see cref="TargetEditions"/>.</summary>
    void SetEdition(string editionId);

    /// <summary>Stages the product key. The commit has it validated first and fails when it is refused.</summary>
    void SetProductKey(string productKey);

    /// <summary>Stages the pass offlineServicing of an answer file; its other passes are not applied by this.</summary>
    void ApplyAnswerFile(ReadOnlyMemory<byte> answerFile);
}
