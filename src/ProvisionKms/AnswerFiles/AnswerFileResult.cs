using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>What a merge came to.</summary>
/// <param name="Content">The file as it shall be; the original's own bytes when nothing changes; null when it cannot be merged.</param>
/// <param name="Splices">Every change that was made to the text, in order: all there is between the original and <paramref name="Content"/>.</param>
public sealed record AnswerFileResult(
    byte[]? Content,
    bool Changed,
    IReadOnlyList<TextSplice> Splices,
    IReadOnlyList<Diagnostic> Diagnostics);
