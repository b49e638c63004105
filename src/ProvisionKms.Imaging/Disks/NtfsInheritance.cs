using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// The security descriptor that Windows would give to a file or directory that SYSTEM creates: the inheritable entries of its
/// directory, made its own. https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/1d36475e-1f36-448f-bcc4-9cd7d7aa3e1e
/// One thing is different: what would let anybody but SYSTEM, administrators and TrustedInstaller write is left out, for what
/// we add runs as SYSTEM.
/// </summary>
internal static class NtfsInheritance
{
    private const byte ObjectInherit = 0x01;
    private const byte ContainerInherit = 0x02;
    private const byte NoPropagate = 0x04;
    private const byte InheritOnly = 0x08;
    private const byte Inherited = 0x10;

    private const ushort DaclPresent = 0x0004;
    private const ushort AutoInherited = 0x0400;
    private const ushort Protected = 0x1000;
    private const ushort SelfRelative = 0x8000;

    private const uint GenericAll = 0x10000000;
    private const uint Generic = 0xf0000000;
    private const uint Write = 0x000d0156;
    private const uint GenericWrite = 0x50000000;

    private static readonly byte[] System = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
    private static readonly byte[] Administrators = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
    private static readonly byte[] CreatorOwner = [1, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0];
    private static readonly byte[] CreatorGroup = [1, 1, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0];

    /// <summary>S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464.</summary>
    private static readonly byte[] TrustedInstaller =
        [1, 6, 0, 0, 0, 0, 0, 5, 80, 0, 0, 0, .. new[] { 956008885u, 3418522649u, 1831038044u, 1853292631u, 2271478464u }.SelectMany(BitConverter.GetBytes)];

    /// <param name="parent">The self-relative descriptor of the directory.</param>
    internal static byte[] Of(ReadOnlySpan<byte> parent, bool isDirectory)
    {
        var inherited = Entries(parent).SelectMany(entry => Inherit(entry, isDirectory)).Distinct().ToList();
        var safe = inherited.Select(Tighten).OfType<Entry>().ToList();
        if (safe.Count == 0)
        {
            // What SYSTEM's own token gives where nothing is handed on.
            return Descriptor(DaclPresent | SelfRelative, [new Entry(0, 0, 0x1f01ff, System), new Entry(0, 0, 0x1f01ff, Administrators)]);
        }

        // Entries that differ from what the directory hands on are no longer inherited, or Windows would hand them on again.
        return safe.SequenceEqual(inherited)
            ? Descriptor(DaclPresent | SelfRelative | AutoInherited, safe)
            : Descriptor(DaclPresent | SelfRelative | Protected, [.. safe.Select(entry => entry with { Flags = (byte)(entry.Flags & ~Inherited) })]);
    }

    private static List<Entry> Entries(ReadOnlySpan<byte> descriptor)
    {
        var found = new List<Entry>();
        var list = descriptor.Length < 20 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(descriptor[16..]);
        if (list <= 0 || list + 8 > descriptor.Length)
        {
            return found;
        }

        var (count, at) = (BinaryPrimitives.ReadUInt16LittleEndian(descriptor[(list + 4)..]), list + 8);
        for (var n = 0; n < count && at + 16 <= descriptor.Length; n++)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[(at + 2)..]);
            if (size < 16 || at + size > descriptor.Length)
            {
                break;
            }

            // Allowing and denying ones; those of objects in a directory service mean nothing to a file.
            if (descriptor[at] is 0 or 1)
            {
                found.Add(new Entry(descriptor[at], descriptor[at + 1], BinaryPrimitives.ReadUInt32LittleEndian(descriptor[(at + 4)..]), descriptor.Slice(at + 8, size - 8).ToArray()));
            }

            at += size;
        }

        return found;
    }

    private static IEnumerable<Entry> Inherit(Entry entry, bool isDirectory)
    {
        var (forFiles, forDirectories, goesOn) = ((entry.Flags & ObjectInherit) != 0, (entry.Flags & ContainerInherit) != 0, (entry.Flags & NoPropagate) == 0);
        var further = (byte)(entry.Flags & (ObjectInherit | ContainerInherit));
        if (!isDirectory)
        {
            return forFiles ? [entry.Effective(Inherited)] : [];
        }

        if (!forDirectories)
        {
            return forFiles && goesOn ? [entry with { Flags = (byte)(ObjectInherit | InheritOnly | Inherited) }] : [];
        }

        // Rights and persons that stand for others are filled in for the directory itself, and handed on as they are.
        var stands = (entry.Mask & Generic) != 0 || entry.IsCreator;
        return (goesOn, stands) switch
        {
            (false, _) => [entry.Effective(Inherited)],
            (true, false) => [entry with { Flags = (byte)(further | Inherited) }],
            _ => [entry.Effective(Inherited), entry with { Flags = (byte)(further | InheritOnly | Inherited) }],
        };
    }

    private static Entry? Tighten(Entry entry)
    {
        if (entry.Type != 0 || entry.IsTrusted)
        {
            return entry;
        }

        var mask = entry.Mask & ~(Write | GenericWrite);
        if ((entry.Mask & GenericAll) != 0)
        {
            mask |= 0xa0000000;
        }

        return mask == 0 ? null : entry with { Mask = mask };
    }

    private static byte[] Descriptor(int control, IReadOnlyList<Entry> entries)
    {
        byte[] aces = [.. entries.SelectMany(entry => entry.ToBytes())];
        byte[] list = [2, 0, .. BitConverter.GetBytes((ushort)(8 + aces.Length)), .. BitConverter.GetBytes((ushort)entries.Count), 0, 0, .. aces];
        const int Header = 20;
        var (owner, group) = (Header + list.Length, Header + list.Length + Administrators.Length);
        return
        [
            1, 0, .. BitConverter.GetBytes((ushort)control),
            .. BitConverter.GetBytes(owner), .. BitConverter.GetBytes(group), 0, 0, 0, 0, .. BitConverter.GetBytes(Header),
            .. list, .. Administrators, .. System,
        ];
    }

    private sealed record Entry(byte Type, byte Flags, uint Mask, byte[] Sid)
    {
        internal bool IsCreator => Is(CreatorOwner) || Is(CreatorGroup);

        /// <summary>CREATOR OWNER too: only these can create anything there.</summary>
        internal bool IsTrusted => Is(System) || Is(Administrators) || Is(TrustedInstaller) || IsCreator;

        /// <summary>For the thing itself: no more handed on, generic rights as the rights of files, the creator as who that is.</summary>
        internal Entry Effective(byte flags) => new(Type, flags, Mapped, Is(CreatorOwner) ? Administrators : Is(CreatorGroup) ? System : Sid);

        public bool Equals(Entry? other) =>
            other is not null && (Type, Flags, Mask) == (other.Type, other.Flags, other.Mask) && Is(other.Sid);

        public override int GetHashCode() => HashCode.Combine(Type, Flags, Mask);

        internal byte[] ToBytes() => [Type, Flags, .. BitConverter.GetBytes((ushort)(8 + Sid.Length)), .. BitConverter.GetBytes(Mask), .. Sid];

        /// <summary>FILE_ALL_ACCESS, FILE_GENERIC_READ, FILE_GENERIC_WRITE, FILE_GENERIC_EXECUTE.</summary>
        private uint Mapped => (Mask & ~Generic)
            | ((Mask & 0x10000000) != 0 ? 0x1f01ffu : 0) | ((Mask & 0x80000000) != 0 ? 0x120089u : 0)
            | ((Mask & 0x40000000) != 0 ? 0x120116u : 0) | ((Mask & 0x20000000) != 0 ? 0x1200a0u : 0);

        private bool Is(byte[] sid) => Sid.AsSpan().SequenceEqual(sid);
    }
}
