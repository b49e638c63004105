namespace ProvisionKms.Diagnostics;

/// <summary>
/// One entry of the list of codes: <c>PKMSnnnn</c>, its usual severity, what it means in one line, the usual cause and
/// the remedy. docs/diagnostics.md is generated from these.
/// The number's thousands give the exit code, so that no error can be reported under the wrong one.
/// </summary>
public sealed record DiagnosticCode(int Number, Severity Severity, string Title, string Cause, string Remedy)
{
    public string Id => $"PKMS{Number:D4}";

    /// <summary>The remedy as the second half of a message: lower case, no full stop.</summary>
    public string Hint => char.ToLowerInvariant(Remedy[0]) + Remedy[1..].TrimEnd('.');

    /// <summary>1xxx recipe and usage, 2xxx image, 3xxx this machine, 4xxx apply, 5xxx verify, 9xxx a bug of ours.</summary>
    public ExitCode ExitCode => (Number / 1000) switch
    {
        1 => ExitCode.InvalidUsage,
        2 => ExitCode.ImageUnusable,
        3 => ExitCode.MachineLacksSomething,
        5 => ExitCode.VerificationFailed,
        _ => ExitCode.ApplyFailed,
    };

    public override string ToString() => Id;
}
