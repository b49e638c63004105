using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>A product key element that an answer file has, filled or not.</summary>
/// <param name="Pass">The configuration pass, as spelled in the file.</param>
/// <param name="Component">Microsoft-Windows-Shell-Setup or Microsoft-Windows-Setup.</param>
/// <param name="Architecture">The component's processorArchitecture, as spelled in the file; empty when it has none.</param>
/// <param name="Key">The key, or null when the element is empty or holds something that is no key.</param>
/// <param name="IsEmpty">Nothing but white space and comments.</param>
/// <param name="Where">The element's start tag.</param>
public sealed record AnswerFileKey(
    string Pass,
    string Component,
    string Architecture,
    ProductKey? Key,
    bool IsEmpty,
    SourceSpan Where)
{
    /// <summary>The key that Windows activates with.</summary>
    public bool IsActivationKey =>
        UnattendNames.Same(Pass, UnattendNames.Specialize) && UnattendNames.Same(Component, UnattendNames.ShellSetup);

    /// <summary>The key that Setup on install media selects the image by.</summary>
    public bool IsInstallationKey =>
        UnattendNames.Same(Pass, UnattendNames.WindowsPE) && UnattendNames.Same(Component, UnattendNames.WindowsSetup);
}

/// <summary>The keys of one answer file, in the order they stand there; none where the diagnostics have an error.</summary>
public sealed record AnswerFileKeys(IReadOnlyList<AnswerFileKey> Keys, IReadOnlyList<Diagnostic> Diagnostics);
