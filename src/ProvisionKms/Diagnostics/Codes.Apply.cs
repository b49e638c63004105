namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode CommitFailed = Error(4001, "the edits could not be written; the source is unchanged",
        "The disk is full, read-only, or failed.",
        "Make room or choose another output, then run again.");
}
