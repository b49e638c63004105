using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Disks.Ntfs;

/// <summary>A record of the master file table: a file, a directory, or what did not fit into the record of one.</summary>
/// <param name="Base">The record that this one continues; 0 where it stands for itself.</param>
internal sealed record NtfsRecord(long Number, bool IsInUse, bool IsDirectory, long Base, IReadOnlyList<NtfsAttribute> Attributes)
{
    private const long NumberMask = 0xffff_ffff_ffff;
    private const int FixupStride = 512;

    /// <summary>Null where the table has no record that was ever used.</summary>
    /// <exception cref="InvalidDataException">It was not written whole.</exception>
    internal static NtfsRecord? Read(byte[] bytes, long number)
    {
        if (!bytes.AsSpan().StartsWith("FILE"u8))
        {
            return null;
        }

        UndoFixups(bytes);
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(22));
        return new NtfsRecord(
            number,
            (flags & 1) != 0,
            (flags & 2) != 0,
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(32)) & NumberMask,
            [.. NtfsAttribute.All(bytes)]);
    }

    /// <summary>Its names and the records of the directories that hold them; a short name of DOS is a second one.</summary>
    internal IEnumerable<(long Parent, string Name)> Names =>
        from attribute in Attributes
        where attribute.Type == NtfsAttribute.FileName && attribute.Content is { Length: > 66 }
        let content = attribute.Content
        where content[65] != DosNameSpace
        select (
            BinaryPrimitives.ReadInt64LittleEndian(content) & NumberMask,
            System.Text.Encoding.Unicode.GetString(content.AsSpan(66, 2 * content[64])));

    private const byte DosNameSpace = 2;

    /// <summary>The last two bytes of each sector are kept aside, and a number stands in their place that tells whether all were written.</summary>
    private static void UndoFixups(byte[] bytes)
    {
        var (at, count) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(4)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)));
        for (var sector = 1; sector < count; sector++)
        {
            var end = bytes.AsSpan(sector * FixupStride - 2, 2);
            if (!end.SequenceEqual(bytes.AsSpan(at, 2)))
            {
                throw new InvalidDataException("a file record was not written whole");
            }

            bytes.AsSpan(at + 2 * sector, 2).CopyTo(end);
        }
    }
}
