using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// A hive file, read with bounds, so that it can be judged before hivex (native code) follows its pointers.
/// Opening checks the base block and that the file is as long as it says.
/// </summary>
internal sealed class HiveView : IDisposable
{
    private readonly SafeFileHandle _file;

    private HiveView(SafeFileHandle file, string displayName, BaseBlock block)
    {
        (_file, DisplayName, BaseBlock) = (file, displayName, block);
        End = BaseBlock.Size + (long)block.BinsSize;
    }

    internal string DisplayName { get; }

    internal BaseBlock BaseBlock { get; }

    /// <summary>Where the hive bins end; files often have slack behind.</summary>
    internal long End { get; }

    /// <exception cref="ProvisionException">The file is no hive, or a damaged one.</exception>
    internal static HiveView Open(string hostPath, string displayName)
    {
        var file = File.OpenHandle(hostPath);
        try
        {
            return new HiveView(file, displayName, Check(file, displayName));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal ForwardReader ReadForward() => new(_file);

    internal int Int32(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Read(offset, bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    internal ushort UInt16(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        Read(offset, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    /// <summary>Cells are pointed to relative to the first hive bin.</summary>
    internal long Pointer(long offset) => BaseBlock.Size + (long)(uint)Int32(offset);

    internal ProvisionException Damaged(string what) => Damaged(DisplayName, what);

    public void Dispose() => _file.Dispose();

    private static BaseBlock Check(SafeFileHandle file, string displayName)
    {
        Span<byte> sector = stackalloc byte[BaseBlock.SectorSize];
        var read = RandomAccess.Read(file, sector, 0);
        var length = RandomAccess.GetLength(file);
        if (!BaseBlock.HasSignature(sector[..read]))
        {
            throw Damaged(displayName, "it does not begin as a hive does");
        }

        var block = BaseBlock.TryRead(sector[..read]) ?? throw Damaged(displayName, "the checksum of its header is wrong");
        if (block.FileType != BaseBlock.Hive || block.MajorVersion != 1)
        {
            throw Damaged(displayName, "its header says that it is a transaction log or of an unknown version");
        }

        if (block.BinsSize == 0 || block.BinsSize % BaseBlock.Size != 0)
        {
            throw Damaged(displayName, $"its header gives the impossible size {block.BinsSize}");
        }

        var expected = BaseBlock.Size + (long)block.BinsSize;
        return length >= expected
            ? block
            : throw Damaged(displayName, $"it is cut off: {length} bytes of {expected}");
    }

    private void Read(long offset, Span<byte> bytes)
    {
        if (offset < 0 || offset > End - bytes.Length || RandomAccess.Read(_file, bytes, offset) != bytes.Length)
        {
            throw Damaged($"something points outside of it (0x{offset:x})");
        }
    }

    private static ProvisionException Damaged(string displayName, string what) =>
        new(Codes.HiveDamaged, $"the registry hive is damaged: {what}", new SourceSpan(displayName), Codes.HiveDamaged.Hint);
}
