namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode LibraryMissing = Error(3001, "a native library is not installed",
        "This machine lacks libwim or hivex.",
        "Install the package that is named; `provision-kms doctor` lists all that is missing.");
}
