namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// The security descriptor that Windows would give to a file or directory that SYSTEM creates: the inheritable entries of its
/// directory, made its own. https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/1d36475e-1f36-448f-bcc4-9cd7d7aa3e1e
/// One thing is different: what would let anybody but SYSTEM, administrators and TrustedInstaller write is left out, for what
/// we add runs as SYSTEM.
/// </summary>
internal static class NtfsInheritance
{
    internal const byte Inherited = 0x10;

    private const byte ObjectInherit = 0x01;
    private const byte ContainerInherit = 0x02;
    private const byte NoPropagate = 0x04;
    private const byte InheritOnly = 0x08;

    /// <param name="parent">The self-relative descriptor of the directory.</param>
    internal static byte[] Of(ReadOnlySpan<byte> parent, bool isDirectory)
    {
        var inherited = NtfsDescriptor.Entries(parent).SelectMany(entry => Inherit(entry, isDirectory)).Distinct().ToList();
        var safe = inherited.Select(entry => entry.WithoutWritingOfOthers()).OfType<NtfsAccessEntry>().ToList();
        if (safe.Count == 0)
        {
            // What SYSTEM's own token gives where nothing is handed on.
            return Descriptor(0, [new(0, 0, NtfsAccessEntry.FullControl, NtfsAccounts.System), new(0, 0, NtfsAccessEntry.FullControl, NtfsAccounts.Administrators)]);
        }

        // Entries that differ from what the directory hands on are no longer inherited, or Windows would hand them on again.
        return safe.SequenceEqual(inherited)
            ? Descriptor(NtfsDescriptor.AutoInherited, safe)
            : Descriptor(NtfsDescriptor.Protected, [.. safe.Select(entry => entry with { Flags = (byte)(entry.Flags & ~Inherited) })]);
    }

    private static IEnumerable<NtfsAccessEntry> Inherit(NtfsAccessEntry entry, bool isDirectory)
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

        // What stands for other rights or accounts is filled in for the directory itself, and handed on as it is.
        return (goesOn, entry.Stands) switch
        {
            (false, _) => [entry.Effective(Inherited)],
            (true, false) => [entry with { Flags = (byte)(further | Inherited) }],
            _ => [entry.Effective(Inherited), entry with { Flags = (byte)(further | InheritOnly | Inherited) }],
        };
    }

    private static byte[] Descriptor(int control, IReadOnlyList<NtfsAccessEntry> entries) =>
        NtfsDescriptor.Of(NtfsDescriptor.AccessListPresent | control, NtfsAccounts.Administrators, NtfsAccounts.System, entries);
}
