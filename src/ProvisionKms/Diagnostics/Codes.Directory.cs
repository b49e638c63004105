namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode DirectoryEditedInPlace = Error(1140, "a directory cannot be written to another place",
        "The recipe or the command line names an output, but a mounted or applied image is edited where it is.",
        "Leave `output` out (or give --in-place); copy the directory first if the original must stay.");

    public static readonly DiagnosticCode NameAmbiguous = Error(2420, "two names in the image differ only in case",
        "The directory was written by something that knows case, such as a plain copy on Linux; Windows sees only one of the two.",
        "Remove or rename one of the two that are named.");

    public static readonly DiagnosticCode LinkInPath = Error(2421, "a link is where a file must be written",
        "A part of the path is a symbolic link, a junction or another reparse point; it could lead out of the image.",
        "Replace the link by the directory or file that it stands for.");

    public static readonly DiagnosticCode NotADirectory = Error(2422, "a file is where a directory must be, or the other way round",
        "The image is not laid out as Windows is.",
        "Check with `provision-kms inspect` that it is the right image.");

    public static readonly DiagnosticCode FileNotReadable = Error(2423, "a file of the image cannot be read",
        "It is a link, a device, over 64 MiB, or not readable for this user.",
        "Check the file that is named; a mounted image usually needs root.");

    public static readonly DiagnosticCode UndoFailed = Error(2424, "an interrupted run could not be undone",
        "The undo journal in the directory is damaged, or files have been moved since.",
        "Compare the files in .provision-kms-undo with the image; delete that folder when the image is as it should be.");

    public static readonly DiagnosticCode DirectoryInUse = Error(2425, "another run is editing the directory",
        "Two runs of provision-kms on the same directory.",
        "Wait until the other run has ended.");

    public static readonly DiagnosticCode ImageKindUnsupported = Error(2440, "this kind of image is recognised but cannot be opened",
        "An ISO or a virtual disk: the Windows image is inside of it.",
        "Take the Windows image out of it, as the message says, and name that.");

    public static readonly DiagnosticCode ImageUnreadable = Error(2441, "the image cannot be read",
        "Its permissions forbid it, or the disk failed.",
        "Check the permissions of the file and of the folders above it.");
}
