using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot;

/// <summary>What a merge made of a script.</summary>
/// <param name="Content">The merged script, or null when it cannot be merged; the diagnostics then hold an error.</param>
/// <param name="Changed">False when the script already was as it should be.</param>
public sealed record ScriptMergeResult(byte[]? Content, bool Changed, IReadOnlyList<Diagnostic> Diagnostics);
