namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode LibraryMissing = Error(3001, "a native library is not installed",
        "This machine lacks libwim or hivex.",
        "Install the package that is named; `provision-kms doctor` lists all that is missing.");

    public static readonly DiagnosticCode ScratchFolderUnusable = Error(3002, "the folder for temporary files cannot be used",
        "It is full or read-only. Hives and staged files lie there while an image is worked on, some 100 MB per image.",
        "Make room, or name another folder in the environment variable TMPDIR (on Windows: TEMP).");
}
