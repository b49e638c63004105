namespace ProvisionKms.Diagnostics;

/// <summary>1100-1149: the command line itself.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode UnknownCommand = Error(1100, "the command does not exist",
        "A misspelt command, or none at all.",
        "`provision-kms --help` lists the commands.");

    public static readonly DiagnosticCode UnknownOption = Error(1101, "the command has no such option",
        "A misspelt option, or one of another command.",
        "`provision-kms COMMAND --help` lists the options of a command.");

    public static readonly DiagnosticCode MissingArgument = Error(1102, "an argument or the value of an option is missing",
        "The command line ended too early.",
        "`provision-kms COMMAND --help` shows what the command expects.");

    public static readonly DiagnosticCode InvalidOptionValue = Error(1103, "an option does not accept this value",
        "A misspelt value, or an option given twice.",
        "Use one of the values that the message lists.");

    public static readonly DiagnosticCode UnexpectedArgument = Error(1104, "the command takes no such argument",
        "A path with a space that is not quoted, or one argument too many.",
        "Put quotes around paths with spaces; `provision-kms COMMAND --help` shows what the command expects.");

    public static readonly DiagnosticCode ConflictingOptions = Error(1105, "two options contradict each other",
        "Both were given where only one can hold.",
        "Leave one of them out.");

    public static readonly DiagnosticCode NoRecipeFound = Error(1106, "there is no recipe here",
        "The folder holds no file that ends in .yaml or .yml.",
        "Name a recipe file, or a folder that holds some.");

    public static readonly DiagnosticCode UnknownProduct = Error(1107, "the product is not in the catalog",
        "A misspelt product id.",
        "`provision-kms keys` lists the products.");

    public static readonly DiagnosticCode InvalidSourceDate = Error(1109, "SOURCE_DATE_EPOCH is no date",
        "The environment variable is set to something else than whole seconds since 1970.",
        "Set it to seconds, such as the output of `git log -1 --format=%ct`, or unset it.");
}
