using System.Buffers.Binary;

namespace ProvisionKms.Imaging.Wim;

/// <summary>
/// The fixed header of a WIM file, read only to decide how it can be written in place and what must be kept to undo
/// that; everything else about the format is libwim's business.
/// Layout: Microsoft, "Windows Imaging File Format (WIM)" white paper.
/// </summary>
internal sealed class WimHeader
{
    public const int Size = 208;

    private const uint ReadOnlyFlag = 0x04;
    private const uint WriteInProgressFlag = 0x40;
    private const uint SolidVersion = 0xE00;

    private WimHeader(byte[] bytes, long fileLength)
    {
        Bytes = bytes;
        FileLength = fileLength;
        IsEsd = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)) == SolidVersion;
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16));
        IsReadOnly = (flags & ReadOnlyFlag) != 0;
        IsWriteInProgress = (flags & WriteInProgressFlag) != 0;
        IsPipable = bytes.AsSpan().StartsWith("WLPWM"u8);
        TotalParts = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(42));
        PartNumber = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(40));
        LookupTable = Extent.Read(bytes, 48);
        Xml = Extent.Read(bytes, 72);
        Integrity = Extent.Read(bytes, 124);
    }

    public byte[] Bytes { get; }

    public long FileLength { get; }

    /// <summary>An ESD is a WIM of version 3584 whose resources are solid.</summary>
    public bool IsEsd { get; }

    public bool IsReadOnly { get; }

    public bool IsWriteInProgress { get; }

    public bool IsPipable { get; }

    public bool IsSplit => TotalParts > 1;

    public int TotalParts { get; }

    public int PartNumber { get; }

    /// <summary>From here on an in-place write may change bytes; before it, only the header changes.</summary>
    public long FirstMutable => LookupTable.End;

    /// <summary>
    /// True when appending touches nothing but the header and the tail: the tables lie in the usual order at the very
    /// end of the file. Otherwise a copy has to be written.
    /// </summary>
    public bool CanAppend =>
        !IsPipable && LookupTable.Offset >= Size && LookupTable.End <= Xml.Offset &&
        (Integrity.Length == 0 ? Xml.End == FileLength : Integrity.Offset >= Xml.End && Integrity.End == FileLength);

    public bool HasIntegrityTable => Integrity.Length > 0;

    internal Extent LookupTable { get; }

    internal Extent Xml { get; }

    private Extent Integrity { get; }

    /// <summary>Null when the file is too short or has another magic.</summary>
    public static WimHeader? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[Size];
        return RandomAccess.Read(file, bytes, 0) == Size && HasMagic(bytes) ? new WimHeader(bytes, RandomAccess.GetLength(file)) : null;
    }

    public static bool HasMagic(ReadOnlySpan<byte> start) => start.StartsWith("MSWIM\0\0\0"u8) || start.StartsWith("WLPWM\0\0\0"u8);

    internal readonly record struct Extent(long Offset, long Length)
    {
        public long End => Offset + Length;

        public static Extent Read(ReadOnlySpan<byte> header, int at)
        {
            const ulong sizeMask = 0x00FF_FFFF_FFFF_FFFF;
            var size = BinaryPrimitives.ReadUInt64LittleEndian(header[at..]) & sizeMask;
            return new Extent(BinaryPrimitives.ReadInt64LittleEndian(header[(at + 8)..]), (long)size);
        }
    }
}
