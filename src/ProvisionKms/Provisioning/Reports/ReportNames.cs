using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>How the JSON contract spells what the code has as enumerations.</summary>
public static class ReportNames
{
    public static string Of(ImageKind kind) => kind switch
    {
        ImageKind.Wim => "wim",
        ImageKind.Esd => "esd",
        ImageKind.Directory => "directory",
        ImageKind.Qcow2 => "qcow2",
        ImageKind.Vhd => "vhd",
        ImageKind.Vhdx => "vhdx",
        ImageKind.Vmdk => "vmdk",
        ImageKind.Raw => "raw",
        ImageKind.Iso => "iso",
        _ => "answer-file",
    };

    public static string Of(SetupCompleteRun run) => run switch
    {
        SetupCompleteRun.Yes => "yes",
        SetupCompleteRun.AfterAudit => "after-audit",
        SetupCompleteRun.No => "no",
        SetupCompleteRun.Replaced => "replaced",
        SetupCompleteRun.SetupFailed => "setup-failed",
        SetupCompleteRun.Uncertain => "uncertain",
        _ => "unknown",
    };

    public static string Of(EditAction action) => action switch
    {
        EditAction.Create => "create",
        EditAction.Change => "change",
        _ => "keep",
    };
}
