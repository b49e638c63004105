namespace ProvisionKms.Diagnostics;

/// <summary>2354-2359: directories of this machine that are no images.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode WindowsIsRunning = Error(2354, "this is the Windows that is running",
        "Its files and hives are in use, and its own servicing must not be bypassed. Only an image that is not running can be edited.",
        "Name the folder of a mounted or applied image. On a machine that is up, `slmgr.vbs` sets the key and the host.");
}
