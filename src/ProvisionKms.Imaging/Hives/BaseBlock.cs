using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// The header of a hive or of a transaction log (which has only its first 512 bytes).
/// Layout after the public documentation of the format,
/// https://github.com/msuhanov/regf/blob/master/Windows%20registry%20file%20format%20specification.md
/// </summary>
internal readonly record struct BaseBlock(
    uint PrimarySequence,
    uint SecondarySequence,
    long LastWritten,
    uint MajorVersion,
    uint FileType,
    uint RootCell,
    uint BinsSize)
{
    internal const int Size = 4096;
    internal const int SectorSize = 512;

    /// <summary>File types: a hive; a log of old format (up to Windows 8); a log of new format.</summary>
    internal const uint Hive = 0;
    internal const uint OldLog = 1;
    internal const uint NewLog = 6;

    private const int ChecksumOffset = 508;

    /// <summary>Windows raises the first number before it writes a hive and the second one after.</summary>
    internal bool IsDirty => PrimarySequence != SecondarySequence;

    internal static bool HasSignature(ReadOnlySpan<byte> content) => content.StartsWith("regf"u8);

    /// <summary>Null when signature or checksum are wrong.</summary>
    internal static BaseBlock? TryRead(ReadOnlySpan<byte> sector)
    {
        if (sector.Length < SectorSize || !HasSignature(sector) || Checksum(sector) != Number(sector, ChecksumOffset))
        {
            return null;
        }

        return new BaseBlock(
            Number(sector, 4),
            Number(sector, 8),
            BinaryPrimitives.ReadInt64LittleEndian(sector[12..]),
            Number(sector, 20),
            Number(sector, 28),
            Number(sector, 36),
            Number(sector, 40));
    }

    /// <summary>All numbers before it, XORed; 0 and FFFFFFFF are avoided.</summary>
    private static uint Checksum(ReadOnlySpan<byte> sector)
    {
        var sum = 0u;
        for (var offset = 0; offset < ChecksumOffset; offset += 4)
        {
            sum ^= Number(sector, offset);
        }

        return sum switch { 0 => 1, uint.MaxValue => uint.MaxValue - 1, _ => sum };
    }

    private static uint Number(ReadOnlySpan<byte> sector, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(sector[offset..]);
}
