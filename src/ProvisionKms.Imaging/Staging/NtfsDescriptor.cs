using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// Who may do what on NTFS, as self-relative SECURITY_DESCRIPTORs.
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/7d4dac05-9cef-4563-a058-f108abecce1d
/// </summary>
internal static class NtfsDescriptor
{
    internal const ushort AccessListPresent = 0x0004;
    internal const ushort AutoInherited = 0x0400;
    internal const ushort Protected = 0x1000;

    private const int Header = 20;
    private const ushort SelfRelative = 0x8000;
    private const byte InheritedByAll = 0x03;

    /// <summary>O:SYG:SYD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU): SYSTEM and Administrators full control, Users read and execute, nothing inherited.</summary>
    internal static byte[] SystemAndAdministratorsWrite(bool isDirectory)
    {
        var flags = isDirectory ? InheritedByAll : (byte)0;
        return Of(
            AccessListPresent | Protected, NtfsAccounts.System, NtfsAccounts.System,
            [
                new(0, flags, NtfsAccessEntry.FullControl, NtfsAccounts.System),
                new(0, flags, NtfsAccessEntry.FullControl, NtfsAccounts.Administrators),
                new(0, flags, NtfsAccessEntry.ReadAndExecute, NtfsAccounts.Users),
            ]);
    }

    /// <summary>D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;user): for a folder that nobody else may look into; owned by who makes it.</summary>
    internal static byte[] Private(byte[] user) => Of(
        AccessListPresent | Protected, [], [],
        [.. new[] { NtfsAccounts.System, NtfsAccounts.Administrators, user }.Select(sid => new NtfsAccessEntry(0, InheritedByAll, NtfsAccessEntry.FullControl, sid))]);

    /// <summary>
    /// The same without what lets others than SYSTEM, administrators and TrustedInstaller write, the owner's rights included. No
    /// longer inherited, or Windows would hand it on again.
    /// </summary>
    /// <returns>Null where no other may write.</returns>
    internal static byte[]? ClosedToOthers(ReadOnlySpan<byte> descriptor, bool isDirectory)
    {
        var (owner, group) = (Sid(descriptor, 4), Sid(descriptor, 8));
        if (!HasAccessList(descriptor))
        {
            // No list at all means that everybody may do everything.
            return SystemAndAdministratorsWrite(isDirectory);
        }

        var entries = Entries(descriptor);
        var closed = entries.Select(entry => entry.WithoutWritingOfOthers()).OfType<NtfsAccessEntry>().ToList();
        return NtfsAccounts.IsTrusted(owner) && closed.SequenceEqual(entries)
            ? null
            : Of(
                AccessListPresent | Protected,
                NtfsAccounts.IsTrusted(owner) ? owner : NtfsAccounts.Administrators,
                group,
                [.. closed.Select(entry => entry with { Flags = (byte)(entry.Flags & ~NtfsInheritance.Inherited) })]);
    }

    /// <summary>The allowing and denying entries of its access list; those of other types, which Windows sets on no file of its own, are left out.</summary>
    internal static IReadOnlyList<NtfsAccessEntry> Entries(ReadOnlySpan<byte> descriptor)
    {
        var found = new List<NtfsAccessEntry>();
        if (!HasAccessList(descriptor))
        {
            return found;
        }

        var list = BinaryPrimitives.ReadInt32LittleEndian(descriptor[16..]);
        var (count, at) = (BinaryPrimitives.ReadUInt16LittleEndian(descriptor[(list + 4)..]), list + 8);
        for (var n = 0; n < count && at + 16 <= descriptor.Length; n++)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[(at + 2)..]);
            if (size < 16 || at + size > descriptor.Length)
            {
                break;
            }

            if (descriptor[at] is 0 or 1)
            {
                found.Add(new(descriptor[at], descriptor[at + 1], BinaryPrimitives.ReadUInt32LittleEndian(descriptor[(at + 4)..]), descriptor.Slice(at + 8, size - 8).ToArray()));
            }

            at += size;
        }

        return found;
    }

    /// <param name="owner">Empty for none, like <paramref name="group"/>.</param>
    internal static byte[] Of(int control, byte[] owner, byte[] group, IReadOnlyList<NtfsAccessEntry> entries)
    {
        byte[] aces = [.. entries.SelectMany(entry => entry.ToBytes())];
        return
        [
            1, 0, .. BitConverter.GetBytes((ushort)(control | SelfRelative)),
            .. BitConverter.GetBytes(owner.Length == 0 ? 0 : Header),
            .. BitConverter.GetBytes(group.Length == 0 ? 0 : Header + owner.Length),
            0, 0, 0, 0,
            .. BitConverter.GetBytes(Header + owner.Length + group.Length),
            .. owner, .. group,
            2, 0, .. BitConverter.GetBytes((ushort)(8 + aces.Length)), .. BitConverter.GetBytes((ushort)entries.Count), 0, 0, .. aces,
        ];
    }

    private static bool HasAccessList(ReadOnlySpan<byte> descriptor) =>
        descriptor.Length >= Header && BinaryPrimitives.ReadInt32LittleEndian(descriptor[16..]) is > 0 and var list && list + 8 <= descriptor.Length;

    private static byte[] Sid(ReadOnlySpan<byte> descriptor, int field)
    {
        const int Fixed = 8;
        const int CountOffset = 1;
        if (descriptor.Length < Header || BinaryPrimitives.ReadInt32LittleEndian(descriptor[field..]) is not (> 0 and var at) || at + Fixed > descriptor.Length)
        {
            return [];
        }

        var length = Fixed + 4 * descriptor[at + CountOffset];
        return at + length <= descriptor.Length ? descriptor.Slice(at, length).ToArray() : [];
    }
}
