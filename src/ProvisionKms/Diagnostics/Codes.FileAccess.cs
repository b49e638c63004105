namespace ProvisionKms.Diagnostics;

/// <summary>4099: what the system says when no room of ours has a better word for it.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode FileAccessFailed = Error(4099, "a file could not be read or written",
        "The disk is full or failing, or this user may not open the file.",
        "Do what the message says about the file, then run again; the source image is unchanged.");
}
