using System.IO.MemoryMappedFiles;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// A hive file, mapped and read with bounds, so that it can be judged before hivex (native code) follows its pointers.
/// Opening checks the base block and that the file is as long as it says.
/// </summary>
internal sealed class HiveView : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private HiveView(MemoryMappedFile file, MemoryMappedViewAccessor view, string displayName, BaseBlock block)
    {
        (_file, _view, DisplayName, BaseBlock) = (file, view, displayName, block);
        End = BaseBlock.Size + (long)block.BinsSize;
    }

    internal string DisplayName { get; }

    internal BaseBlock BaseBlock { get; }

    /// <summary>Where the hive bins end; files often have slack behind.</summary>
    internal long End { get; }

    /// <exception cref="ProvisionException">The file is no hive, or a damaged one.</exception>
    internal static HiveView Open(string hostPath, string displayName)
    {
        var block = Check(hostPath, displayName);
        MemoryMappedFile? file = null;
        try
        {
            file = MemoryMappedFile.CreateFromFile(hostPath, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            return new HiveView(file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), displayName, block);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    internal int Int32(long offset) => IsInside(offset, sizeof(int)) ? _view.ReadInt32(offset) : throw PointsOutside(offset);

    internal ushort UInt16(long offset) => IsInside(offset, sizeof(ushort)) ? _view.ReadUInt16(offset) : throw PointsOutside(offset);

    /// <summary>Cells are pointed to relative to the first hive bin.</summary>
    internal long Pointer(long offset) => BaseBlock.Size + (long)(uint)Int32(offset);

    internal ProvisionException Damaged(string what) => Damaged(DisplayName, what);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static BaseBlock Check(string hostPath, string displayName)
    {
        using var file = File.OpenHandle(hostPath);
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

    private bool IsInside(long offset, int size) => offset >= 0 && offset <= End - size;

    private ProvisionException PointsOutside(long offset) => Damaged($"something points outside of it (0x{offset:x})");

    private static ProvisionException Damaged(string displayName, string what) =>
        new(Codes.HiveDamaged, $"the registry hive is damaged: {what}", new SourceSpan(displayName), Codes.HiveDamaged.Remedy);
}
