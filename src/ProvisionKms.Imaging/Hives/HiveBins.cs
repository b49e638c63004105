namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// Walks all bins and cells of a hive as hivex_open does, and refuses what hivex lets pass but would stumble over later:
/// a cell whose length cannot be negated, and a record at the end of the file that is shorter than its fixed part.
/// Remembers where used cells begin.
/// </summary>
internal sealed class HiveBins
{
    private const int BinHeader = 32;

    /// <summary>Longer than the fixed part of any record.</summary>
    private const int LongestRecord = 0x50;

    private readonly HiveView _view;

    private readonly ForwardReader _reader;

    /// <summary>One bit for four bytes: cells are aligned to at least that.</summary>
    private readonly byte[] _cells;

    private HiveBins(HiveView view)
    {
        (_view, _reader) = (view, view.ReadForward());
        _cells = new byte[view.End / 32 + 1];
    }

    /// <exception cref="Diagnostics.ProvisionException">The hive is damaged.</exception>
    internal static HiveBins Check(HiveView view)
    {
        var bins = new HiveBins(view);
        for (long offset = BaseBlock.Size; offset < view.End;)
        {
            offset += bins.CheckBin(offset);
        }

        var root = BaseBlock.Size + (long)view.BaseBlock.RootCell;
        return bins.IsCell(root) && bins.Is(root, "nk"u8) ? bins : throw view.Damaged("it has no root key");
    }

    internal bool IsCell(long offset) => offset % 4 == 0 && offset >= 0 && offset < _view.End && (_cells[offset / 32] & Bit(offset)) != 0;

    /// <summary>The length of a used cell, its own four bytes of length included.</summary>
    internal int CellLength(long cell) => -_view.Int32(cell);

    /// <summary>Whether the record in the cell has this two-letter signature.</summary>
    internal bool Is(long cell, ReadOnlySpan<byte> signature) => _view.UInt16(cell + 4) == (signature[0] | signature[1] << 8);

    private static byte Bit(long offset) => (byte)(1 << (int)(offset / 4 % 8));

    private int CheckBin(long offset)
    {
        const int hbin = 'h' | 'b' << 8 | 'i' << 16 | 'n' << 24;
        var (magic, pointer, size) = (_reader.Int32(offset), _reader.Int32(offset + 4), _reader.Int32(offset + 8));
        if (magic != hbin || size < BaseBlock.Size || size % BaseBlock.Size != 0 ||
            offset + size > _view.End || BaseBlock.Size + (long)(uint)pointer != offset)
        {
            throw _view.Damaged($"there is no sound hive bin at 0x{offset:x}");
        }

        for (var cell = offset + BinHeader; cell < offset + size;)
        {
            cell += CheckCell(cell, offset + size);
        }

        return size;
    }

    private int CheckCell(long cell, long binEnd)
    {
        var length = _reader.Int32(cell);
        var size = length == int.MinValue ? 0 : Math.Abs(length);
        if (size <= 4 || size % 4 != 0 || cell + size > binEnd)
        {
            throw _view.Damaged($"the cell at 0x{cell:x} has the impossible length {length}");
        }

        if (length < 0)
        {
            if (cell + LongestRecord > _view.End && IsCutRecord(cell))
            {
                throw _view.Damaged($"the record at 0x{cell:x} is cut off");
            }

            _cells[cell / 32] |= Bit(cell);
        }

        return size;
    }

    /// <summary>The fixed parts of a key, a value, a security descriptor and a list of big data.</summary>
    private bool IsCutRecord(long cell) =>
        (Is(cell, "nk"u8) && cell + 0x50 > _view.End) ||
        (Is(cell, "vk"u8) && cell + 0x18 > _view.End) ||
        (Is(cell, "sk"u8) && cell + 0x18 > _view.End) ||
        (Is(cell, "db"u8) && cell + 0x10 > _view.End);
}
