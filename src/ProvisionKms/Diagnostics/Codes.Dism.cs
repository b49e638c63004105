namespace ProvisionKms.Diagnostics;

public static partial class Codes
{
    public static readonly DiagnosticCode DismMissing = Error(3066, "DISM is not on this machine",
        "dismapi.dll is a part of Windows 8, Windows Server 2012 and later and of the Windows ADK; other systems have none.",
        "Leave --backend out to use what this system has; on Windows check PROVISIONKMS_DISM, which names the folder of dismapi.dll.");
}
