namespace ProvisionKms.Bench;

/// <summary>The registry values of a KMS client, as hivexregedit takes them.</summary>
internal static class KeyManagement
{
    public static void Write(string folder) => File.WriteAllText(Path.Combine(folder, "kms.reg"), """
        Windows Registry Editor Version 5.00

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion\SoftwareProtectionPlatform]
        "KeyManagementServiceName"="kms.ovh.net"
        "KeyManagementServicePort"="1688"

        """);
}
