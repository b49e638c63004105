namespace ProvisionKms.Diagnostics;

/// <summary>3050-3099: what `doctor` finds, beside missing libraries (3001).</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode TemporaryFolderUnusable = Error(3050, "the folder for temporary files cannot be used",
        "It does not exist, or this user may not write there.",
        "Set TMPDIR (on Windows: TEMP) to a folder that can be written.");

    public static readonly DiagnosticCode SpaceLow = Warning(3051, "little room is left on a disk that the work needs",
        "Registry hives are unpacked in the folder for temporary files, and an output is as large as its source.",
        "Make room, or set TMPDIR (on Windows: TEMP) to a folder on another disk.");
}
