namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// Who may do what on NTFS, as self-relative SECURITY_DESCRIPTORs.
/// https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
/// </summary>
internal static class NtfsDescriptor
{
    private const byte InheritedByAll = 0x03;
    private const int FullControl = 0x1f01ff;
    private const int ReadAndExecute = 0x1200a9;

    private static readonly byte[] System = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    private static readonly byte[] Administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
    private static readonly byte[] Users = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x21, 2, 0, 0];

    /// <summary>O:SYG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU): SYSTEM and Administrators full control, Users read and execute, nothing inherited.</summary>
    internal static byte[] SystemAndAdministratorsWrite(bool isDirectory)
    {
        var flags = isDirectory ? InheritedByAll : (byte)0;
        return Descriptor(System, [.. Allow(System, FullControl, flags), .. Allow(Administrators, FullControl, flags), .. Allow(Users, ReadAndExecute, flags)]);
    }

    /// <summary>D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;user): for a folder that nobody else may look into; owned by who makes it.</summary>
    internal static byte[] Private(byte[] user) => Descriptor(
        [], [.. Allow(System, FullControl, InheritedByAll), .. Allow(Administrators, FullControl, InheritedByAll), .. Allow(user, FullControl, InheritedByAll)]);

    /// <param name="owner">Of the group too; empty for none.</param>
    private static byte[] Descriptor(byte[] owner, byte[] entries)
    {
        byte[] list = [2, 0, .. BitConverter.GetBytes((ushort)(8 + entries.Length)), (byte)3, 0, 0, 0, .. entries];
        return
        [
            1, 0, 0x04, 0x90,
            .. BitConverter.GetBytes(owner.Length == 0 ? 0 : 20),
            .. BitConverter.GetBytes(owner.Length == 0 ? 0 : 20 + owner.Length),
            0, 0, 0, 0,
            .. BitConverter.GetBytes(20 + 2 * owner.Length),
            .. owner, .. owner, .. list,
        ];
    }

    private static byte[] Allow(byte[] sid, int mask, byte flags) =>
        [0, flags, .. BitConverter.GetBytes((ushort)(8 + sid.Length)), .. BitConverter.GetBytes(mask), .. sid];
}
