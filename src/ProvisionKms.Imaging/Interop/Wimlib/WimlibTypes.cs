using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Wimlib;

[Flags]
internal enum InitFlags
{
    AssumeUtf8 = 0x01,
    DefaultCaseInsensitive = 0x20,
}

[Flags]
internal enum OpenFlags
{
    None = 0,
    CheckIntegrity = 0x1,
    ErrorIfSplit = 0x2,
}

[Flags]
internal enum ExtractFlags
{
    NoAcls = 0x40,
    NoAttributes = 0x00100000,
    NoPreserveDirStructure = 0x00200000,
}

[Flags]
internal enum IterateFlags
{
    None = 0,
    Recursive = 0x1,
    Children = 0x2,
}

[Flags]
internal enum WriteFlags
{
    None = 0,
    CheckIntegrity = 0x0001,
    Pipable = 0x0004,
    Fsync = 0x0020,
    IgnoreReadonlyFlag = 0x0100,
    Solid = 0x1000,
}

internal enum CompressionType
{
    None = 0,
    Xpress = 1,
    Lzx = 2,
    Lzms = 3,
}

internal enum ProgressMessage
{
    ExtractStreams = 4,
    WriteStreams = 12,
    CalcIntegrity = 17,
}

internal enum ProgressStatus
{
    Continue = 0,
    Abort = 1,
}

/// <summary><c>struct wimlib_progress_info_write_streams</c>, the part that is read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct WriteStreamsInfo
{
    public readonly ulong TotalBytes;
    public readonly ulong TotalStreams;
    public readonly ulong CompletedBytes;
}

/// <summary><c>struct wimlib_progress_info_integrity</c>, the part that is read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct IntegrityInfo
{
    public readonly ulong TotalBytes;
    public readonly ulong CompletedBytes;
}

/// <summary><c>struct wimlib_wim_info</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WimInfo
{
    public const int BootIndexField = 0x4;

    public fixed byte Guid[16];
    public uint ImageCount;
    public uint BootIndex;
    public uint WimVersion;
    public uint ChunkSize;
    public ushort PartNumber;
    public ushort TotalParts;
    public int CompressionType;
    public ulong TotalBytes;
    public uint Flags;
    public fixed uint Reserved[9];
}

/// <summary><c>struct wimlib_timespec</c> of a 64-bit system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct WimTime
{
    public readonly long Seconds;
    public readonly int Nanoseconds;
}

/// <summary><c>struct wimlib_resource_entry</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ResourceEntry
{
    public ulong UncompressedSize;
    public ulong CompressedSize;
    public ulong Offset;
    public fixed byte Sha1[20];
    public uint PartNumber;
    public uint ReferenceCount;
    public uint Flags;
    public ulong RawOffset;
    public ulong RawCompressedSize;
    public ulong RawUncompressedSize;
    public ulong Reserved;
}

/// <summary><c>struct wimlib_stream_entry</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StreamEntry
{
    public nint Name;
    public ResourceEntry Resource;
    public fixed ulong Reserved[4];
}

/// <summary>
/// <c>struct wimlib_dir_entry</c>; the 1 + <see cref="NamedStreamCount"/> stream entries follow it in memory.
/// Valid only inside the callback that gets it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DirEntry
{
    public nint FileName;
    public nint DosName;
    public nint FullPath;
    public nuint Depth;
    public byte* SecurityDescriptor;
    public nuint SecurityDescriptorSize;
    public FileAttributes Attributes;
    public uint ReparseTag;
    public uint LinkCount;
    public uint NamedStreamCount;
    public ulong HardLinkGroup;
    public WimTime CreationTime;
    public WimTime LastWriteTime;
    public WimTime LastAccessTime;
    public uint UnixUid;
    public uint UnixGid;
    public uint UnixMode;
    public uint UnixRdev;
    public fixed byte ObjectId[64];
    public int CreationTimeHigh;
    public int LastWriteTimeHigh;
    public int LastAccessTimeHigh;
    public int Reserved2;
    public fixed ulong Reserved[4];
}
