namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode HiveDamaged = Error(2401, "the registry hive is damaged",
        "A copy that did not finish, a bad disk, or a file that is no hive at all.",
        "Get the image anew, or load and unload the hive once in Windows (reg load, reg unload), which repairs what can be repaired.");

    public static readonly DiagnosticCode HiveDirty = Error(2402, "the registry hive was not written to its end",
        "The image was captured from a running or crashed Windows: the rest is in the transaction logs beside the hive, and Windows would replay it over our edit.",
        "Load and unload the hive once in Windows (reg load, reg unload), or start and shut down that Windows, then capture again; or leave `registry` out of `inject`.");

    public static readonly DiagnosticCode HiveLogPending = Error(2403, "a transaction log is newer than its registry hive",
        "Hive and logs come from different moments: the hive says that it is complete, its log knows later changes.",
        "Put the hive and its .LOG1 and .LOG2 from one backup together, or remove the logs if the hive is the truth; or leave `registry` out of `inject`.");

    public static readonly DiagnosticCode HiveMissing = Error(2404, "the image has no such registry hive",
        "The image holds no complete Windows.",
        "Check with `provision-kms inspect` that it is the right image; or leave `registry` out of `inject`.");

    public static readonly DiagnosticCode HiveKeyUnsafe = Error(2405, "a key of the registry hive cannot be edited safely",
        "The key's own structure is broken or uses what hivex would not keep as it is.",
        "Load and unload the hive once in Windows (reg load, reg unload); or leave `registry` out of `inject`.");
}
