namespace ProvisionKms.Diagnostics;

/// <summary>
/// Ends the work with diagnostics for the user. Everything else that is thrown is a bug of ours (PKMS9001)
/// or <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class ProvisionException : Exception
{
    public ProvisionException(IEnumerable<Diagnostic> diagnostics, Exception? inner = null)
        : base(null, inner) => Diagnostics = [.. diagnostics];

    public ProvisionException(Diagnostic diagnostic, Exception? inner = null)
        : this([diagnostic], inner)
    {
    }

    public ProvisionException(DiagnosticCode code, string message, SourceSpan? where = null, string? hint = null, Exception? inner = null)
        : this(new Diagnostic(code, message, where, hint), inner)
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public override string Message => string.Join(Environment.NewLine, Diagnostics);

    /// <summary>The exit code of the first error among the diagnostics.</summary>
    public ExitCode ExitCode =>
        Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error)?.Code.ExitCode ?? ExitCode.ApplyFailed;
}
