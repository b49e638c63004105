namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode MediaUnreadable = Error(2430, "the media cannot be read",
        "The ISO file is damaged or cut off; the message is 7-Zip's own.",
        "Compare its SHA-256 with the one that its maker publishes, and copy or download it again.");

    public static readonly DiagnosticCode MediaWithoutWindows = Error(2431, "the media hold no Windows to install",
        "There is no install.wim, install.esd or install.swm in a folder sources at the root.",
        "Name install media of Windows; language packs, Features on Demand and Windows PE have none.");

    public static readonly DiagnosticCode MediaNameRefused = Error(2432, "a name on the media is none that Windows can have",
        "It leads out of its folder, holds forbidden characters, differs from another only in case, or is a link.",
        "Such media were not made by Windows tools; make them again from the original.");

    public static readonly DiagnosticCode MediaNotBootable = Error(2433, "what starts the media cannot be taken over",
        "Its El Torito boot catalog is damaged, emulates a floppy or hard disk, or stands beside a partition table.",
        "Provision its sources/install.wim and put that back with the tool that made the media.");

    public static readonly DiagnosticCode MediaAnswerFileLeftOut = Note(2450, "the media get no answer file of their own",
        "An autounattend.xml on the media counts for every installation from it, and replaces the one in the image.",
        "Nothing: each image has its key in its own answer file. To have Setup choose the edition, let the recipe mean one.");

    public static readonly DiagnosticCode MediaScriptsLeftOut = Note(2451, "nothing is added to the $OEM$ folder of the media",
        "Setup copies it over the files of whichever image is installed, so it must fit all of them.",
        "Nothing: each image has its own scripts.");

    public static readonly DiagnosticCode MediaScriptsOverrule = Error(2452, "scripts on the media would overrule those of the images",
        "Setup copies sources\\$OEM$\\$$ over whichever image is installed. What an earlier run put there does not fit all images that this recipe means.",
        "Take the original media as source, or let the recipe mean one edition.");

    public static readonly DiagnosticCode MediaHasKeyFile = Warning(2453, "the media have a PID.txt with another product key",
        "Setup takes it where no answer file gives a key; one that does not fit the edition makes it fail.",
        "Delete sources\\PID.txt from the media, or put the right key into it.");

    public static readonly DiagnosticCode MediaToolMissing = Error(3095, "a program that reads or writes install media is not installed",
        "ISO files are read by 7-Zip and written by genisoimage.",
        "Debian, Ubuntu: apt-get install p7zip-full genisoimage.");

    public static readonly DiagnosticCode MediaNeedRoom = Error(4012, "there is not enough room to make the media anew",
        "The media are unpacked into the folder for temporary files and written beside the output.",
        "Make room, or set TMPDIR to a folder on another disk.");
}
