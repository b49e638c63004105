namespace ProvisionKms.Diagnostics;

/// <summary>2168-2175: what the image's own servicing stack says to a plan.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode ServicingStackSilent = Warning(2169, "the image's servicing stack does not name its edition",
        "Images before Windows 7 and Windows Server 2008 R2 cannot be asked for editions; in others the component store is damaged.",
        "Nothing, for an old image: answer file, script and registry are put in all the same. Else try `dism /Image:... /Cleanup-Image /CheckHealth`.");

    public static readonly DiagnosticCode DismOlderThanImage = Warning(2170, "DISM is older than the Windows in the image",
        "Microsoft supports images that are as old as DISM or older. The DISM of a build host is as old as its Windows.",
        "Install the Windows ADK of the image's release or a newer one: its DISM is used when it is there. `provision-kms doctor` shows which one is.");
}
