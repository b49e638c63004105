namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode TemplateFolderMissing = Error(1150, "the templates folder does not exist",
        "`templates` in the recipe names a folder that is not there; it is relative to the recipe.",
        "Correct the path, or leave `templates` out to use the templates that come with the tool.");

    public static readonly DiagnosticCode TemplateUnknown = Error(1151, "the templates folder has a file that is no template",
        "A misspelt name: the file would be ignored and the built-in template used in its place.",
        "Give it the name of the template that it replaces, or move it out of the folder; names that begin with a dot are ignored.");

    public static readonly DiagnosticCode TemplateNotAscii = Error(1152, "a template is not plain ASCII",
        "It has a byte order mark, letters outside ASCII or control characters; Windows reads scripts in a code page that differs from machine to machine.",
        "Save it as ASCII without a byte order mark, and write messages in English.");

    public static readonly DiagnosticCode TemplateLineEnds = Error(1153, "a template does not have CRLF line ends",
        "It was saved or checked out with LF line ends; cmd.exe then misses labels.",
        "Save it with CRLF, and in Git add `*.cmd text eol=crlf` to .gitattributes, the same for `*.vbs` and `*.ps1`.");

    public static readonly DiagnosticCode TemplateUnreadable = Error(1154, "a template cannot be read",
        "Its permissions, a file that is empty, or one far too large to be a script.",
        "Check the file and its permissions.");

    public static readonly DiagnosticCode TemplateLineTooLong = Error(1155, "a template has a line that is too long",
        "An answer file carries the script line by line, in commands whose length Windows limits.",
        "Break the line before the column that is named.");

    public static readonly DiagnosticCode ScriptIsUtf16 = Error(2350, "SetupComplete.cmd is UTF-16",
        "It was written by a tool that saves \"Unicode\", such as Out-File of Windows PowerShell; cmd.exe cannot run such a file, so it does nothing today.",
        "Save it in the image as ANSI or as UTF-8 without a byte order mark, or delete it, and run again.");

    public static readonly DiagnosticCode ScriptHasByteOrderMark = Warning(2351, "SetupComplete.cmd begins with a UTF-8 byte order mark",
        "cmd.exe takes the mark for a part of the first command and fails to run that one. Our block begins with a comment, which is what fails from now on: the first command of the script, often `@echo off`, works again.",
        "Nothing has to be done; saving the script without the mark is better.");

    public static readonly DiagnosticCode ScriptBlockAltered = Warning(2352, "SetupComplete.cmd has the remains of a ProvisionKms block",
        "Someone edited the block, or another tool cut it. Only a block that is still what ProvisionKms wrote is ever replaced or removed, so the remains were left as they are.",
        "Delete them by hand at the line that is named, from the line that says `begin` to the line that says `end`.");

    public static readonly DiagnosticCode ScriptReadsItself = Warning(2353, "SetupComplete.cmd seems to read its own text",
        "It hands its own file (%~f0 or %0) to another program, as scripts do that carry PowerShell or JScript inside or skip a fixed number of lines; our block is above that text.",
        "Check that the program ignores lines that it does not know; if not, move that text to a file of its own.");
}
