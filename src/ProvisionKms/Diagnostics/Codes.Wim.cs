namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode WimSplit = Error(2201, "the WIM is split",
        "Media that must fit FAT32 carry install.swm, install2.swm and so on.",
        "Join the parts with `wimlib-imagex join`, provision the whole, split it again if needed.");

    public static readonly DiagnosticCode WimPipable = Error(2202, "the WIM is pipable",
        "wimlib-imagex capture or export was run with --pipable.",
        "Convert it with `wimlib-imagex optimize --not-pipable`.");

    public static readonly DiagnosticCode WimEncrypted = Error(2203, "the ESD is encrypted",
        "ESD files that Windows Update delivers are encrypted.",
        "Take install.esd or install.wim from install media.");

    public static readonly DiagnosticCode WimReadOnly = Error(2204, "the WIM is read-only",
        "Its header carries the read-only mark, or the file has no write permission.",
        "Name another --output, or give the file write permission.");

    public static readonly DiagnosticCode ImageBusy = Error(2205, "another program is writing the image",
        "Two runs on one file, or an image that is mounted for writing.",
        "Wait until it is done.");

    public static readonly DiagnosticCode JournalUnusable = Error(2207, "the undo journal of an interrupted run does not fit the image",
        "The image or the journal beside it was replaced after the interruption.",
        "Put both back as they were, or delete the journal if the image is a good one.");

    public static readonly DiagnosticCode RunInterrupted = Error(2208, "an earlier in-place run was interrupted",
        "The machine went down, or the run was killed, while it wrote the image.",
        "`provision-kms doctor --repair IMAGE`, or the next apply, puts the old content back.");

    public static readonly DiagnosticCode FileNotEditable = Error(2209, "a file of the image cannot be read or written",
        "It is a link, a directory, encrypted, or far larger than such a file can be.",
        "Look at the path that is named; nothing was changed.");
}
