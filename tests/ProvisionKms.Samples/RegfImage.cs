using System.Buffers.Binary;
using System.Text;

namespace ProvisionKms.Samples;

/// <summary>
/// Writes the records of a registry hive into hive bins, byte by byte. Only what a sample needs: no deletion, no search.
/// Offsets are relative to the first bin, as the format wants them.
/// https://github.com/msuhanov/regf/blob/master/Windows%20registry%20file%20format%20specification.md
/// </summary>
internal sealed class RegfImage
{
    internal const int BaseBlockSize = 4096;
    internal const uint None = uint.MaxValue;

    private const int BinHeader = 32;
    private const int Page = 4096;
    private const ushort RootFlags = 0x2c;
    private const ushort PlainFlags = 0x20;

    /// <summary>A fixed moment, so that the same values give the same file: 2021-05-08 in FILETIME.</summary>
    private static readonly long Written = new DateTime(2021, 5, 8, 8, 0, 0, DateTimeKind.Utc).ToFileTimeUtc();

    private readonly uint _start;
    private byte[] _bins;
    private int _binStart;
    private int _used;
    private int _end;

    /// <param name="start">Where the first new bin goes, relative to the first bin of the file.</param>
    internal RegfImage(uint start, int capacity) => (_start, _bins) = (start, new byte[capacity]);

    internal long Length => _end;

    /// <summary>A key without subkeys and values; <see cref="Link"/> gives it those.</summary>
    internal uint Key(string name, uint parent, uint security, bool root = false)
    {
        var cell = Allocate(0x4c + name.Length, out var offset);
        "nk"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[2..], root ? RootFlags : PlainFlags);
        BinaryPrimitives.WriteInt64LittleEndian(cell[4..], Written);
        Write(cell, 0x10, parent);
        Write(cell, 0x1c, None);
        Write(cell, 0x20, None);
        Write(cell, 0x28, None);
        Write(cell, 0x2c, security);
        Write(cell, 0x30, None);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[0x48..], (ushort)name.Length);
        Encoding.Latin1.GetBytes(name, cell[0x4c..]);
        return offset;
    }

    internal uint Security(ReadOnlySpan<byte> descriptor)
    {
        var cell = Allocate(20 + descriptor.Length, out var offset);
        "sk"u8.CopyTo(cell);
        Write(cell, 4, offset);
        Write(cell, 8, offset);
        Write(cell, 12, 1);
        Write(cell, 16, (uint)descriptor.Length);
        descriptor.CopyTo(cell[20..]);
        return offset;
    }

    internal uint Text(string name, string text)
    {
        var bytes = Encoding.Unicode.GetBytes(text + '\0');
        bytes.CopyTo(Allocate(bytes.Length, out var data));
        var cell = Allocate(0x14 + name.Length, out var offset);
        "vk"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[2..], (ushort)name.Length);
        Write(cell, 4, (uint)bytes.Length);
        Write(cell, 8, data);
        Write(cell, 12, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[16..], (ushort)(name.Length == 0 ? 0 : 1));
        Encoding.Latin1.GetBytes(name, cell[0x14..]);
        return offset;
    }

    /// <summary>Gives a key of this image its values and subkeys; the subkeys must be sorted by name in upper case.</summary>
    internal void Link(uint key, IReadOnlyList<uint> values, IReadOnlyList<(string Name, uint Key)> subkeys)
    {
        var valueList = values.Count == 0 ? None : ValueList(values);
        var subkeyList = subkeys.Count == 0 ? None : SubkeyList(subkeys);
        var cell = _bins.AsSpan((int)(key - _start) + 4);
        Write(cell, 0x14, (uint)subkeys.Count);
        Write(cell, 0x1c, subkeyList);
        Write(cell, 0x24, (uint)values.Count);
        Write(cell, 0x28, valueList);
        Write(cell, 0x34, subkeys.Count == 0 ? 0 : 2 * (uint)subkeys.Max(s => s.Name.Length));
        Write(cell, 0x3c, values.Count == 0 ? 0u : 64);
        Write(cell, 0x40, values.Count == 0 ? 0u : 256);
    }

    /// <summary>Closes the last bin and returns all of them.</summary>
    internal ReadOnlySpan<byte> Finish()
    {
        CloseBin();
        return _bins.AsSpan(0, _end);
    }

    /// <summary>The header of a clean hive.</summary>
    internal static byte[] BaseBlock(uint root, uint binsSize, uint sequence, string name)
    {
        var block = new byte[BaseBlockSize];
        "regf"u8.CopyTo(block);
        Write(block, 4, sequence);
        Write(block, 8, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(12), Written);
        Write(block, 20, 1);
        Write(block, 24, 5);
        Write(block, 32, 1);
        Write(block, 36, root);
        Write(block, 40, binsSize);
        Write(block, 44, 1);
        Encoding.Unicode.GetBytes(name, block.AsSpan(48, 62));
        Seal(block);
        return block;
    }

    /// <summary>Recomputes the checksum of a base block.</summary>
    internal static void Seal(Span<byte> block)
    {
        var sum = 0u;
        for (var offset = 0; offset < 508; offset += 4)
        {
            sum ^= BinaryPrimitives.ReadUInt32LittleEndian(block[offset..]);
        }

        Write(block, 508, sum);
    }

    internal static void Write(Span<byte> cell, int offset, uint number) =>
        BinaryPrimitives.WriteUInt32LittleEndian(cell[offset..], number);

    private uint ValueList(IReadOnlyList<uint> values)
    {
        var cell = Allocate(4 * values.Count, out var offset);
        for (var i = 0; i < values.Count; i++)
        {
            Write(cell, 4 * i, values[i]);
        }

        return offset;
    }

    /// <summary>Hash leaves of at most 500 keys, as Windows makes them, under an index root where one is not enough.</summary>
    private uint SubkeyList(IReadOnlyList<(string Name, uint Key)> subkeys)
    {
        var leaves = subkeys.Chunk(500).Select(HashLeaf).ToArray();
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var cell = Allocate(4 + 4 * leaves.Length, out var offset);
        "ri"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[2..], (ushort)leaves.Length);
        for (var i = 0; i < leaves.Length; i++)
        {
            Write(cell, 4 + 4 * i, leaves[i]);
        }

        return offset;
    }

    private uint HashLeaf((string Name, uint Key)[] subkeys)
    {
        var cell = Allocate(4 + 8 * subkeys.Length, out var offset);
        "lh"u8.CopyTo(cell);
        BinaryPrimitives.WriteUInt16LittleEndian(cell[2..], (ushort)subkeys.Length);
        for (var i = 0; i < subkeys.Length; i++)
        {
            Write(cell, 4 + 8 * i, subkeys[i].Key);
            Write(cell, 8 + 8 * i, subkeys[i].Name.ToUpperInvariant().Aggregate(0u, (hash, c) => unchecked(hash * 37 + c)));
        }

        return offset;
    }

    private Span<byte> Allocate(int payload, out uint offset)
    {
        var size = (payload + 4 + 7) & ~7;
        if (_used + size > _end)
        {
            CloseBin();
            OpenBin(size);
        }

        var start = _used;
        _used += size;
        BinaryPrimitives.WriteInt32LittleEndian(_bins.AsSpan(start), -size);
        offset = _start + (uint)start;
        return _bins.AsSpan(start + 4, size - 4);
    }

    private void OpenBin(int cell)
    {
        var size = (cell + BinHeader + Page - 1) / Page * Page;
        (_binStart, _used, _end) = (_end, _end + BinHeader, _end + size);
        if (_end > _bins.Length)
        {
            Array.Resize(ref _bins, Math.Max(_end, 2 * _bins.Length));
        }

        var bin = _bins.AsSpan(_binStart);
        "hbin"u8.CopyTo(bin);
        Write(bin, 4, _start + (uint)_binStart);
        Write(bin, 8, (uint)size);
    }

    /// <summary>What is left of a bin is one free cell.</summary>
    private void CloseBin()
    {
        if (_used < _end)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_bins.AsSpan(_used), _end - _used);
            _used = _end;
        }
    }
}
