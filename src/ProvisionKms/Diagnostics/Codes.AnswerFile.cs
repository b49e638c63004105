namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode AnswerFileTooLarge = Error(2300, "the answer file is too large or too deeply nested",
        "It is not an answer file, or was made to exhaust memory.",
        "Name the right file; an answer file has at most 16 MiB and 128 levels of elements.");

    public static readonly DiagnosticCode AnswerFileMalformed = Error(2301, "the answer file is not well-formed XML",
        "A missing end tag, quote or root element, or a template (ERB, HCL) that was not rendered yet.",
        "Correct the file at the place that is named; Windows Setup would not read it either.");

    public static readonly DiagnosticCode AnswerFileEncoding = Error(2302, "the answer file's text encoding cannot be read",
        "The XML declaration names an unknown encoding, or the bytes are not in the encoding that is declared.",
        "Save the file as UTF-8.");

    public static readonly DiagnosticCode NotAnAnswerFile = Error(2303, "the XML file is no answer file",
        "Its root is not the element unattend of the namespace urn:schemas-microsoft-com:unattend.",
        "Name an unattend.xml or autounattend.xml, or give its root that namespace.");

    public static readonly DiagnosticCode AnswerFileHasDtd = Error(2304, "the answer file has a document type declaration",
        "A DTD can pull in other files and expand without limit, so it is never processed.",
        "Remove the <!DOCTYPE …> declaration; answer files need none.");

    public static readonly DiagnosticCode AnswerFileArchitectureAssumed = Note(2305, "the answer file names no processor architecture",
        "It has no component, and the image's architecture is not known; amd64 is assumed.",
        "Add a component of the right architecture to the answer file where amd64 is wrong.");

    public static readonly DiagnosticCode AnswerFileKeyUnread = Warning(2306, "the answer file has a product key that Windows does not read",
        "The element is not in the namespace urn:schemas-microsoft-com:unattend, often for an xmlns=\"\" that a script left there.",
        "Remove that element; the right one is added beside it.");

    public static readonly DiagnosticCode AnswerFileKeyReplaced = Note(2307, "a product key in the answer file is replaced",
        "It does not fit the edition in the image: a placeholder, or the key of another edition.",
        "Nothing, where the edition is the one you want; else correct product and edition in the recipe.");

    public static readonly DiagnosticCode AnswerFileKeyRepeated = Warning(2308, "the answer file has the same product key setting more than once",
        "A component of one architecture stands twice in a pass, or holds ProductKey twice. Windows documents no rule for that.",
        "Keep one of them. Until then each of them is given a key that fits.");

    public static readonly DiagnosticCode AnswerFileCommandsFull = Error(2309, "the answer file has no room for the activation script",
        "RunSynchronousCommand takes an Order from 1 to 500. The script needs some hundred of them behind the commands that the file has already.",
        "Give the file's own commands lower numbers, or put several of them into one script; or provision the image itself, which holds the script as files.");

    public static readonly DiagnosticCode AnswerFileCommandsRepeated = Warning(2310, "the answer file has Microsoft-Windows-Deployment or its RunSynchronous more than once",
        "A component of one architecture stands twice in the specialize pass, or holds RunSynchronous twice. Windows documents no rule for that.",
        "Keep one of them. Until then the script's commands are in the first, numbered behind those of all.");

    public static readonly DiagnosticCode AnswerFileOrderUnread = Warning(2311, "a command of the answer file has no Order from 1 to 500",
        "Order is missing, or no number of that range; Windows Setup may refuse the file.",
        "Correct it. The script's commands are numbered behind the highest Order that could be read.");

    public static readonly DiagnosticCode CarriedCommandAltered = Warning(2312, "a command of ProvisionKms in the answer file was edited",
        "Only a command that is still what ProvisionKms wrote is ever replaced or removed, so this one was left as it is.",
        "Delete it by hand: an edited command spoils the script, which is then not installed.");

    public static readonly DiagnosticCode TemplateNotCarriable = Error(2313, "a template cannot be carried by an answer file",
        "Its files are written by echo, so a line must be printable ASCII. One that is longer than about 150 characters, or holds `/?`, `on` or `off`, must not begin with a blank.",
        "Change the line in the templates folder, or provision the image itself.");

    public static readonly DiagnosticCode CarriedKeyIsSecret = Error(2314, "a multiple activation key is not carried by commands of an answer file",
        "Windows Setup writes commands to its log. Only the file's ProductKey can hold a MAK, and it is left out of `inject`, or the edition is an evaluation, which takes none.",
        "Add answer-file to `inject`; for an evaluation edition provision the image itself, or use another activation.method.");
}
