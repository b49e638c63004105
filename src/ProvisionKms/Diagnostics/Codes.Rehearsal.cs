namespace ProvisionKms.Diagnostics;

/// <summary>3060-3069: what a rehearsal needs of this machine.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode RehearsalNeedsLinux = Error(3060, "a rehearsal runs on Linux only",
        "It runs the scripts in Wine, and supervises them by means that only Linux has.",
        "Rehearse on a Linux machine, or in WSL, with Wine.");

    public static readonly DiagnosticCode WineMissing = Error(3061, "Wine is not installed",
        "No program `wine` or `wine64` is on the PATH; rehearsals run the image's scripts in it.",
        "Debian, Ubuntu: apt-get install wine wine64. Elsewhere: the package wine, for 64-bit programs.");

    public static readonly DiagnosticCode WineUnusable = Error(3062, "Wine does not work here",
        "Its 64-bit half is missing, it is too old, or something it needs is forbidden to this user or in this container.",
        "Debian, Ubuntu: apt-get install wine wine64; then try `wine cmd /c ver` as the same user.");

    public static readonly DiagnosticCode RecorderMissing = Error(3063, "this build of provision-kms has no recorder",
        "It was built on a machine without a compiler for Windows; released packages have it.",
        "Install the compiler and build again; Debian, Ubuntu: apt-get install gcc-mingw-w64-x86-64-win32.");

    public static readonly DiagnosticCode CacheFolderUnusable = Error(3064, "the folder for cached files cannot be used",
        "It cannot be written, or it belongs to another user. The prepared Wine that rehearsals start from is kept there.",
        "Set XDG_CACHE_HOME to a folder of this user.");

    public static readonly DiagnosticCode MachineUnusable = Error(3065, "a Windows for the rehearsal could not be set up",
        "The folder for temporary files is full or read-only, or does not allow programs.",
        "Make room, or name another folder in the environment variable TMPDIR.");
}
