namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// O:SYG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU): SYSTEM and Administrators full control, Users read and execute,
/// nothing inherited. As a self-relative SECURITY_DESCRIPTOR.
/// https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
/// </summary>
internal static class NtfsDescriptor
{
    private const byte InheritedByAll = 0x03;

    internal static byte[] SystemAndAdministratorsWrite(bool isDirectory)
    {
        byte[] system = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
        byte[] administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
        byte[] users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0];
        var flags = isDirectory ? InheritedByAll : (byte)0;
        byte[] entries = [.. Allow(system, 0x1f01ff, flags), .. Allow(administrators, 0x1f01ff, flags), .. Allow(users, 0x1200a9, flags)];
        byte[] list = [2, 0, .. BitConverter.GetBytes((ushort)(8 + entries.Length)), 3, 0, 0, 0, .. entries];
        return
        [
            1, 0, 0x04, 0x90,
            .. BitConverter.GetBytes(20), .. BitConverter.GetBytes(20 + system.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(20 + 2 * system.Length),
            .. system, .. system, .. list,
        ];
    }

    private static byte[] Allow(byte[] sid, int mask, byte flags) =>
        [0, flags, .. BitConverter.GetBytes((ushort)(8 + sid.Length)), .. BitConverter.GetBytes(mask), .. sid];
}
