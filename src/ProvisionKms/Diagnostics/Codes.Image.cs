namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode ImageNotFound = Error(2001, "the image does not exist",
        "The path is wrong, or a step before did not make the file.",
        "Check the path; it is relative to the recipe, or to the current folder when given by --image.");

    public static readonly DiagnosticCode ImageKindUnknown = Error(2002, "the file is no image of a supported kind",
        "Neither a WIM, an ESD, an answer file nor a Windows directory.",
        "Name an install.wim, an install.esd, an applied directory or an unattend.xml.");

    public static readonly DiagnosticCode ImageDamaged = Error(2003, "the image is damaged",
        "A download or copy that did not finish, or a bad disk.",
        "Get the image anew; `wimlib-imagex verify` shows what is damaged.");

    public static readonly DiagnosticCode ImageIndexMissing = Error(2004, "the image has no such index",
        "The recipe names an index or a name that is not in the image.",
        "`provision-kms inspect` lists the indexes.");
}
