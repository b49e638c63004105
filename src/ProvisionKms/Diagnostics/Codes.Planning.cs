namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode ImageNotNamed = Error(1200, "no image is named",
        "The recipe has no image.path and no --image was given.",
        "Add image: { path: install.wim } to the recipe, or give --image.");

    public static readonly DiagnosticCode EditionMustBeNamed = Error(1201, "product and edition must be named here",
        "An answer file and `render` have no image from which `auto` could find them.",
        "Set product and edition in the recipe, or with --set; `provision-kms keys` lists them.");

    public static readonly DiagnosticCode EditionContradiction = Error(2100, "the image's sources contradict each other about its edition",
        "The WIM's description was edited, or the image was assembled from parts of several.",
        "Believe the registry hive: correct the description with `wimlib-imagex info --image-property`, or take the image anew from Microsoft's media.");

    public static readonly DiagnosticCode EditionNotStated = Error(2101, "nothing in the image says which edition it is",
        "It holds no Windows, or a Windows without its SOFTWARE hive and without a description.",
        "Name an image with an installed Windows; `provision-kms inspect` shows what was found.");

    public static readonly DiagnosticCode ImageEditionUnknown = Error(2102, "the catalog has no such edition",
        "Microsoft publishes no KMS client key for it (Home editions), or it is newer than this catalog.",
        "`provision-kms keys` lists what the catalog knows; leave the image out with image.indexes.");

    public static readonly DiagnosticCode NotInstallableWindows = Error(2103, "the image is Windows PE or Windows RE",
        "boot.wim or winre.wim was named in place of install.wim.",
        "Name sources/install.wim or sources/install.esd of the media.");

    public static readonly DiagnosticCode NoImageMatches = Error(2104, "no image is what the recipe names",
        "The recipe names another product or edition, or the wrong file.",
        "Correct product and edition, or set them to auto.");

    public static readonly DiagnosticCode ImageIsAnother = Error(2105, "the image is not what the recipe names",
        "image.indexes chooses an image of another product or edition.",
        "Correct product and edition, or choose other indexes; `indexes: match` takes only those that fit.");

    public static readonly DiagnosticCode KeyOfAnotherEdition = Error(2106, "the key does not belong to the edition",
        "activation.key was copied from another row of Microsoft's table.",
        "Leave activation.key out: the catalog has the right key. A key that does not fit makes Windows Setup fail.");

    public static readonly DiagnosticCode NoKeyForMethod = Error(2107, "the edition has no key for this activation method",
        "Microsoft publishes AVMA keys only for Windows Server 2012 R2 and later, and KMS client keys only for volume editions.",
        "Choose another activation.method; `provision-kms keys` lists the keys of each edition.");

    public static readonly DiagnosticCode EvaluationNotConvertible = Error(2108, "the evaluation edition cannot become what is wanted",
        "Windows converts server evaluations only, Datacenter only to Datacenter, and since Server 2016 Standard Core only to Datacenter.",
        "Start from volume or retail media of the edition that is wanted.");

    public static readonly DiagnosticCode EvaluationConversionOff = Error(2109, "the image is an evaluation edition, which takes no KMS client key",
        "activation.convertEvaluation is false.",
        "Set activation.convertEvaluation to true, or start from volume media.");

    public static readonly DiagnosticCode HiveNotClean = Error(2110, "the SOFTWARE hive has changes that are only in its transaction log",
        "Windows was not shut down, or the image was captured while it ran.",
        "Boot the image once and shut it down (or load and unload the hive with reg.exe), capture it again; or leave registry out of inject.");

    public static readonly DiagnosticCode SoftwareHiveMissing = Error(2111, "the image has no SOFTWARE hive to put registry values into",
        "The image holds no complete Windows.",
        "Name a complete image, or leave registry out of inject.");

    public static readonly DiagnosticCode ImageSkipped = Warning(2150, "an image was left out",
        "It is not an edition that can be provisioned, and the recipe takes only images that fit.",
        "Nothing, when it was not meant; else name it in image.indexes to see it as an error.");

    public static readonly DiagnosticCode EvaluationHasProductKey = Warning(2151, "the answer file of an evaluation image holds a product key",
        "Windows Setup stops when a key does not fit the edition, and an evaluation edition fits no other key.",
        "Remove the ProductKey from the answer file; the edition is converted and keyed at first boot.");

    public static readonly DiagnosticCode ImageAlreadyComplete = Note(2152, "the image is already set up: a start-up script of the local Group Policy activates it",
        "It was captured without sysprep /generalize, so no Windows Setup runs at its next start, and SetupComplete.cmd neither.",
        "Nothing has to be done; for copies that differ in name and SID, run `sysprep /generalize /oobe /shutdown` before capturing it.");

    public static readonly DiagnosticCode AnswerFileElsewhere = Warning(2154, "the registry points Windows to an answer file outside the image",
        "HKLM\\SYSTEM\\Setup\\UnattendFile is left from an earlier setup and has the highest precedence.",
        "Delete the value, or put the product key into that file too.");

    public static readonly DiagnosticCode HiveReadUnclean = Warning(2155, "the SOFTWARE hive was read without its transaction log",
        "Windows was not shut down, or the image was captured while it ran.",
        "Check with `provision-kms inspect` that edition and build are as expected.");

    public static readonly DiagnosticCode DiscoveryOverridden = Warning(2156, "a KMS host is set in the image, so Windows will not search for one",
        "The image was provisioned for another platform before.",
        "Start from an image without it, or name the host: method kms.");

    public static readonly DiagnosticCode RegistryLeftOut = Note(2157, "the image has no SOFTWARE hive; the KMS host is set by the script alone",
        "The image holds no complete Windows.",
        "Nothing, when that is known.");

    public static readonly DiagnosticCode ImageInAuditMode = Warning(2158, "the image starts into audit mode, where SetupComplete.cmd is not run",
        "It was sealed with `sysprep /audit`, or Setup was told to (Reseal, Mode Audit).",
        "Nothing, when audit mode is meant: it is activated after `sysprep /oobe`; else seal it with `sysprep /generalize /oobe /shutdown`.");

    public static readonly DiagnosticCode TriggerUncertain = Warning(2159, "it is not certain that Windows will run SetupComplete.cmd",
        "ImageState and the values of HKLM\\SYSTEM\\Setup contradict each other; someone edited them, or Sysprep was interrupted.",
        "Start one machine from the image and look at its log; SetupComplete.cmd and a start-up script are both put in, and whichever runs first activates.");

    public static readonly DiagnosticCode SetupUnfinished = Warning(2160, "a phase of Windows Setup was not finished in the image",
        "It was captured while Setup or Sysprep ran, or after one of them failed. Microsoft calls such an image not deployable.",
        "Take the image anew after Setup or Sysprep ended without an error; Windows\\Panther\\setuperr.log and Windows\\System32\\Sysprep\\Panther\\setuperr.log say what failed.");

    public static readonly DiagnosticCode OemKeySkipsScript = Warning(2161, "Windows skips SetupComplete.cmd under an OEM product key",
        "It does so on client editions other than Enterprise; a key in the machine's firmware is an OEM key, and inject leaves out the answer file that sets another.",
        "Add answer-file to inject.");

    public static readonly DiagnosticCode LocalPolicyDisabled = Warning(2162, "the local Group Policy is switched off in the image, so that its start-up scripts do not run",
        "gpt.ini has Options=2 or 3, or HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System has DisableLGPOProcessing=1, which counts for domain members.",
        "Set Options=0 in Windows\\System32\\GroupPolicy\\gpt.ini or delete the policy; or generalize the image with Sysprep so that SetupComplete.cmd is run.");

    public static readonly DiagnosticCode PolicyFileUnreadable = Error(2163, "a file of the local Group Policy cannot be read",
        "It is UTF-16 without the byte order mark FF FE, or cut in the middle of a character; Windows reads nothing from it either.",
        "Save it in the image as UTF-16LE with its byte order mark, or delete it, and run again.");

    public static readonly DiagnosticCode AgentSetsToo = Warning(2164, "a provisioning agent in the image sets a product key or a KMS host too",
        "Cloudbase-Init, an EC2 launch agent or Google's agent is in the image and configured to. Windows keeps what was written last.",
        "Switch it off in the agent's configuration, as the message says, or remove the agent from images that do not run on its cloud.");

    public static readonly DiagnosticCode AgentReplacesScript = Warning(2165, "a provisioning agent in the image may replace SetupComplete.cmd",
        "Google's agent writes the file anew in the specialize pass, Azure while it provisions, Cloudbase-Init's SetSetupComplete.cmd when it is called. The block in it is lost then.",
        "Nothing, where the plan has a start-up script, which runs at the next start at the latest; where it has none, apply the recipe again after the agent's command was called.");

    public static readonly DiagnosticCode AgentUnreadable = Warning(2166, "the configuration of a provisioning agent cannot be read",
        "It is not well-formed, a link, or far too large. The agent may set a product key or a KMS host after the activation script.",
        "Look at the file in the image; the agent itself may not be able to read it either.");

    public static readonly DiagnosticCode ScriptSetsToo = Warning(2167, "SetupComplete.cmd sets a product key or a KMS host itself",
        "It was made for another way of activation. Our block is at its top, so what stands there runs later.",
        "Delete the line from SetupComplete.cmd in the image.");

    public static readonly DiagnosticCode RenderFailed = Error(1202, "the rendered files could not be written",
        "The folder may not be written, or the disk is full.",
        "Name another folder with --to.");

    public static readonly DiagnosticCode ReportNotWritten = Warning(5002, "the report file could not be written; the image is done",
        "The folder may not be written, or the disk is full.",
        "Correct the path of the report; `provision-kms verify` proves the image again.");
}
