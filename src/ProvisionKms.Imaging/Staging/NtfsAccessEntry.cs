namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// One entry (ACE) of an access list: a right that is given (type 0) or denied (type 1) to one account.
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/628ebb1d-c509-4ea0-a10f-77ef97ca4586
/// </summary>
internal sealed record NtfsAccessEntry(byte Type, byte Flags, uint Mask, byte[] Sid)
{
    internal const uint FullControl = 0x1f01ff;
    internal const uint ReadAndExecute = 0x1200a9;

    private const uint GenericAll = 0x10000000;
    private const uint GenericReadAndExecute = 0xa0000000;

    /// <summary>Write or append data, write attributes, delete (children too), change permissions, take ownership; GENERIC_WRITE and GENERIC_ALL.</summary>
    private const uint Write = 0x500d0156;

    internal bool IsCreator => Is(NtfsAccounts.CreatorOwner) || Is(NtfsAccounts.CreatorGroup);

    /// <summary>Rights or an account that stand for others.</summary>
    internal bool Stands => (Mask & 0xf0000000) != 0 || IsCreator;

    /// <summary>For the thing itself: no more handed on, generic rights as the rights of files, the creator as who that is.</summary>
    internal NtfsAccessEntry Effective(byte flags) =>
        new(Type, flags, Mapped, Is(NtfsAccounts.CreatorOwner) ? NtfsAccounts.Administrators : Is(NtfsAccounts.CreatorGroup) ? NtfsAccounts.System : Sid);

    /// <summary>Without what lets anybody but SYSTEM, administrators and TrustedInstaller write; null when nothing is left of it.</summary>
    internal NtfsAccessEntry? WithoutWritingOfOthers()
    {
        // CREATOR OWNER too: only these can create anything where no other may write.
        if (Type != 0 || IsCreator || NtfsAccounts.IsTrusted(Sid))
        {
            return this;
        }

        var mask = (Mask & ~Write) | ((Mask & GenericAll) != 0 ? GenericReadAndExecute : 0);
        return mask == 0 ? null : this with { Mask = mask };
    }

    public bool Equals(NtfsAccessEntry? other) =>
        other is not null && (Type, Flags, Mask) == (other.Type, other.Flags, other.Mask) && Is(other.Sid);

    public override int GetHashCode() => HashCode.Combine(Type, Flags, Mask);

    internal byte[] ToBytes() => [Type, Flags, .. BitConverter.GetBytes((ushort)(8 + Sid.Length)), .. BitConverter.GetBytes(Mask), .. Sid];

    /// <summary>FILE_ALL_ACCESS, FILE_GENERIC_READ, FILE_GENERIC_WRITE, FILE_GENERIC_EXECUTE.</summary>
    private uint Mapped => (Mask & ~0xf0000000)
        | ((Mask & 0x10000000) != 0 ? FullControl : 0) | ((Mask & 0x80000000) != 0 ? 0x120089u : 0)
        | ((Mask & 0x40000000) != 0 ? 0x120116u : 0) | ((Mask & 0x20000000) != 0 ? 0x1200a0u : 0);

    private bool Is(byte[] sid) => Sid.AsSpan().SequenceEqual(sid);
}
