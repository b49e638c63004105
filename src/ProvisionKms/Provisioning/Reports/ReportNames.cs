using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>How the JSON contract spells what the code has as enumerations.</summary>
public static class ReportNames
{
    public static string Of(ImageKind kind) => kind switch
    {
        ImageKind.Wim => "wim",
        ImageKind.Esd => "esd",
        ImageKind.Directory => "directory",
        _ => "answer-file",
    };

    public static string Of(EditAction action) => action switch
    {
        EditAction.Create => "create",
        EditAction.Change => "change",
        _ => "keep",
    };
}
