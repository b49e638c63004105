namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode RecipeUnreadable = Error(1001, "the recipe file cannot be read",
        "The path is wrong, or the file may not be read.",
        "Check the path and its permissions.");

    public static readonly DiagnosticCode RecipeNotYaml = Error(1002, "the recipe is not well-formed YAML",
        "A tab for indentation, a missing quote, a wrong indent, or `${env:NAME}` without quotes inside `{ }` or `[ ]`.",
        "Correct the file at the place that is named.");

    public static readonly DiagnosticCode UnknownKey = Error(1003, "the recipe has a key that does not exist",
        "A misspelt key, or one in the wrong section.",
        "Use the suggested name; docs/recipe.md lists every key.");

    public static readonly DiagnosticCode UnknownPlatform = Error(1004, "the platform is not in the catalog",
        "A misspelt platform id.",
        "Use one that `provision-kms platforms` lists, or give kms: { host, port }.");

    public static readonly DiagnosticCode RepeatedKey = Error(1005, "a key is there twice",
        "The same key was written twice in one section; YAML readers differ on which one counts.",
        "Remove one of the two.");

    public static readonly DiagnosticCode WrongType = Error(1006, "a value is of the wrong type",
        "A text where a number is wanted, a single value where a list is wanted, a quoted true, or no value at all.",
        "Write the value as the message says; docs/recipe.md has an example of each key.");

    public static readonly DiagnosticCode UnknownFormatVersion = Error(1007, "the recipe's format version is not known",
        "The recipe is for another version of provision-kms.",
        "Write `recipe: 1`, or update provision-kms.");

    public static readonly DiagnosticCode ProductNotInCatalog = Error(1008, "the product is not in the catalog",
        "A misspelt product id.",
        "Use one that `provision-kms keys` lists, or auto.");

    public static readonly DiagnosticCode EditionNotInCatalog = Error(1009, "the product has no such edition in the catalog",
        "A misspelt edition id, or an edition of another product.",
        "Use one that `provision-kms keys` lists for the product, or auto.");

    public static readonly DiagnosticCode UnknownChoice = Error(1010, "the value is none of those that are possible",
        "A misspelt word.",
        "Use one of the words that the message lists.");

    public static readonly DiagnosticCode OutOfRange = Error(1011, "a number or duration is out of range",
        "Zero, a negative number, or one that makes no sense for the key.",
        "Choose a value in the range that the message names.");

    public static readonly DiagnosticCode InvalidDuration = Error(1012, "a duration cannot be read",
        "The unit is missing, or the units are not in the order hours, minutes, seconds.",
        "Write durations like 30s, 10m, 1h or 1m30s.");

    public static readonly DiagnosticCode EnvironmentVariableUnset = Error(1013, "an environment variable is not set",
        "The recipe refers to a variable that this process does not have.",
        "Set the variable, or give a default: `${env:NAME:-default}`.");

    public static readonly DiagnosticCode EnvironmentReferenceInvalid = Error(1014, "a reference to an environment variable is malformed",
        "`${` is there without `env:`, without a name or without its closing brace.",
        "Write `${env:NAME}` or `${env:NAME:-default}`.");

    public static readonly DiagnosticCode KmsHostInvalid = Error(1015, "the KMS host is no DNS name or IPv4 address",
        "A port or a scheme in the name, an IPv6 address (slmgr does not parse those), or a character that no host name has.",
        "Give a DNS name or an IPv4 address; the port has a key of its own.");

    public static readonly DiagnosticCode PlatformAndKms = Error(1016, "the recipe gives both a platform and a KMS host",
        "A platform stands for its provider's KMS host, so one of the two would be ignored.",
        "Keep `platform`, or keep `kms`.");

    public static readonly DiagnosticCode KmsHostMissing = Error(1017, "the recipe gives no KMS host",
        "Method kms needs to know which KMS host to ask.",
        "Give `platform`, or `kms: { host: … }`, or use method kms-discovery where DNS announces the host.");

    public static readonly DiagnosticCode KmsHostUnused = Error(1018, "a KMS host is given, but the method asks none",
        "Methods kms-discovery, active-directory, avma and mak use no KMS host that is named.",
        "Remove `kms`, or use method kms.");

    public static readonly DiagnosticCode PlatformUnused = Warning(1019, "the platform's KMS host is not used",
        "Methods kms-discovery, active-directory, avma and mak use no KMS host that is named.",
        "Remove `platform`, or use method kms.");

    public static readonly DiagnosticCode ProductKeyMalformed = Error(1020, "the text is no product key",
        "A product key is five groups of five letters and digits, with hyphens between.",
        "Correct the key, or leave it out to use the catalog's.");

    public static readonly DiagnosticCode ProductKeyMistyped = Error(1021, "the product key's checksum is wrong",
        "A letter of the key is mistyped or two are swapped.",
        "Compare the key with its source, or leave it out to use the catalog's.");

    public static readonly DiagnosticCode ProductKeyOfAnotherEdition = Error(1022, "the product key belongs to another edition",
        "Windows refuses a key of another edition, and Setup stops on one in an answer file.",
        "Leave `key` out to use the catalog's, or correct `product` and `edition`.");

    public static readonly DiagnosticCode ProductKeyUnknown = Warning(1023, "the product key is not in the catalog",
        "The key is none of Microsoft's public client keys.",
        "Check it; if it is a MAK, use method mak and take it from the environment.");

    public static readonly DiagnosticCode MakInClear = Error(1024, "a MAK is written in clear",
        "A multiple activation key is a secret; recipes lie in repositories and options in process lists.",
        "Take it from the environment: `key: ${env:NAME}`, without a default.");

    public static readonly DiagnosticCode MakMissing = Error(1025, "method mak has no key",
        "Nothing in the catalog can stand for your own multiple activation key.",
        "Give `activation: { key: ${env:NAME} }` (in quotes inside braces).");

    public static readonly DiagnosticCode ProductKeyOfAnotherChannel = Error(1026, "the product key is for another activation method",
        "KMS client keys and AVMA keys are different keys.",
        "Leave `key` out to use the catalog's, or correct `activation.method`.");

    public static readonly DiagnosticCode EditionHasNoKey = Error(1027, "the edition has no public key for the method",
        "Microsoft publishes AVMA keys only for servers from 2012 R2 on, and no key at all for evaluation editions.",
        "Choose another method, or let an evaluation edition be converted.");

    public static readonly DiagnosticCode InvalidText = Error(1028, "a text is empty, too long, or has control characters",
        "Nothing between the quotes, or characters that cannot be seen.",
        "Write a short text of visible characters.");

    public static readonly DiagnosticCode InvalidPath = Error(1029, "a text is no path",
        "The path is empty, too long, or has control characters.",
        "Correct the path; it is relative to the recipe, or to the current folder when given as an option.");

    public static readonly DiagnosticCode PathsCollide = Error(1030, "two paths of the recipe name one file",
        "A report would overwrite the image, the output or the other report.",
        "Give each its own path; to work in place, leave `output` out.");

    public static readonly DiagnosticCode YamlFeatureRefused = Error(1031, "the recipe uses a part of YAML that recipes do not need",
        "Anchors, aliases, tags and several documents in one file make a recipe mean something else than it seems to.",
        "Write the value itself; one recipe per file.");

    public static readonly DiagnosticCode RecipeTooLarge = Error(1032, "the recipe is too large or too deeply nested",
        "The file is no recipe.",
        "Check that the right file was named.");

    public static readonly DiagnosticCode RecipeNotUtf8 = Error(1033, "the recipe is not UTF-8 text",
        "The file was saved in another encoding, or is no text.",
        "Save it as UTF-8.");

    public static readonly DiagnosticCode RepeatedItem = Error(1034, "a list has the same item twice",
        "A copy that was not changed.",
        "Remove one of the two.");

    public static readonly DiagnosticCode EmptyList = Error(1035, "a list is empty",
        "Nothing would be done.",
        "Name at least one item, or leave the key out for its default.");

    public static readonly DiagnosticCode MixedIndexes = Error(1036, "indexes mixes numbers and names",
        "A list of indexes is either numbers or names; quotes make a number a name.",
        "Use numbers only, or names only.");

    public static readonly DiagnosticCode InvalidOverride = Error(1037, "an option that overrides the recipe cannot be read",
        "`--set` wants key=value, and each value may be overridden once.",
        "Write for example `--set activation.attempts=3`.");

    public static readonly DiagnosticCode IntervalBeyondDeadline = Warning(1038, "the interval is longer than the deadline",
        "First boot is never held longer than the deadline, so there will be one attempt only.",
        "Shorten `interval` or lengthen `deadline`.");

    public static readonly DiagnosticCode MissingKey = Error(1039, "a key that is needed is missing",
        "The section has keys that only make sense together with the missing one.",
        "Add the key that the message names.");

    public static readonly DiagnosticCode RecipeEmpty = Error(1040, "the recipe is empty",
        "The file has no content but perhaps comments.",
        "Start from one of the files in recipes/.");
}
