namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode VerificationFailed = Error(5001, "the result is not what was planned",
        "Something else wrote the image, or a bug of ours.",
        "Run apply again; if it comes back, report it with the JSON of verify.");

    public static readonly DiagnosticCode InternalError = Error(9001, "a bug of ProvisionKms",
        "Something that was thought impossible.",
        "Report it with the message and the command line; the source image is unchanged.");
}
