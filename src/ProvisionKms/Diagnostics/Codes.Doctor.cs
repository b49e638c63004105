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

    public static readonly DiagnosticCode LongPathsOff = Warning(3085, "paths of more than 260 characters are not enabled",
        "Files of an image have the path of the mount folder before their own; Windows refuses what is longer than 260 characters then.",
        "Set LongPathsEnabled to 1 in HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem, or set TEMP to a short path such as C:\\T.");

    public static readonly DiagnosticCode MountsLeftOver = Warning(3086, "an image is still mounted that a killed run had mounted",
        "The process was ended by force, or the machine went down, while DISM had the image mounted.",
        "`provision-kms doctor --repair IMAGE`, or the next apply, unmounts it and discards what was not committed.");
}
