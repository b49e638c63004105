using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// Asks a transaction log (SOFTWARE.LOG1 and so on) whether it knows changes that its hive lacks.
/// <para>
/// Windows replays logs only over a dirty hive: of the new format those entries whose number is equal to or greater than
/// the hive's, of the old format a log whose time stamp is the hive's. Beside a clean hive logs are ignored, and Windows
/// leaves its old entries in the files, so a log as such means nothing. An entry with a number greater than
/// that of a clean hive is another matter: the two do not belong together, and our edit, which raises the hive's number,
/// would bring it into the very range that counts as newer. So that is said, and such a hive is not written.
/// (The format's documentation, sections "Log entries" and "Dirty state of a hive".)
/// </para>
/// The entries' Marvin32 hashes are not computed: that could only make a foreign log pass for an empty one.
/// </summary>
internal static class TransactionLog
{
    private const int EntryHeader = 40;

    internal static bool IsNewer(string log, in BaseBlock hive)
    {
        using var file = File.OpenHandle(log);
        Span<byte> sector = stackalloc byte[BaseBlock.SectorSize];
        return RandomAccess.Read(file, sector, 0) == sector.Length && BaseBlock.TryRead(sector) is { } block && block.FileType switch
        {
            BaseBlock.NewLog => HasNewerEntry(file, hive),
            BaseBlock.OldLog => !block.IsDirty && block.LastWritten == hive.LastWritten && IsAfter(block.PrimarySequence, hive),
            _ => false,
        };
    }

    private static bool HasNewerEntry(SafeFileHandle file, in BaseBlock hive)
    {
        Span<byte> header = stackalloc byte[EntryHeader];
        var length = RandomAccess.GetLength(file);
        for (long offset = BaseBlock.SectorSize; RandomAccess.Read(file, header, offset) == EntryHeader && header.StartsWith("HvLE"u8);)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (size < BaseBlock.SectorSize || size % BaseBlock.SectorSize != 0 || offset + size > length)
            {
                return false;
            }

            if (IsAfter(BinaryPrimitives.ReadUInt32LittleEndian(header[12..]), hive))
            {
                return true;
            }

            offset += size;
        }

        return false;
    }

    /// <summary>The numbers wrap around.</summary>
    private static bool IsAfter(uint sequence, in BaseBlock hive) => unchecked((int)(sequence - hive.PrimarySequence)) > 0;
}
