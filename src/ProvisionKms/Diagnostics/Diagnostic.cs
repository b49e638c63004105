namespace ProvisionKms.Diagnostics;

/// <summary>One finding that a user can act on: what, where, and the remedy.</summary>
/// <param name="Code">Which kind of finding; documented in docs/diagnostics.md.</param>
/// <param name="Message">One sentence without a full stop, lower case, without secrets.</param>
/// <param name="Where">The place in the file that caused it, or null when there is none.</param>
/// <param name="Hint">What to do about it, or null when the message says it.</param>
public sealed record Diagnostic(DiagnosticCode Code, string Message, SourceSpan? Where = null, string? Hint = null)
{
    public Severity Severity { get; init; } = Code.Severity;

    /// <summary>
    /// The canonical form that MSBuild, IDEs and CI systems parse:
    /// <c>recipes/x.yaml(4,11): error PKMS1004: message; hint</c>.
    /// https://learn.microsoft.com/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks
    /// </summary>
    public override string ToString()
    {
        var origin = Where is { } span ? span.ToString() : "provision-kms";
        var severity = Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        var hint = Hint is null ? "" : $"; {Hint}";
        return $"{origin}: {severity} {Code.Id}: {Message}{hint}".ReplaceLineEndings(" ");
    }
}
