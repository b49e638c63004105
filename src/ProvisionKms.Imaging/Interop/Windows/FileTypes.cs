using System.Runtime.InteropServices;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>https://learn.microsoft.com/windows/win32/api/minwinbase/ne-minwinbase-file_info_by_handle_class</summary>
internal enum FILE_INFO_BY_HANDLE_CLASS
{
    FileBasicInfo = 0,
    FileStandardInfo = 1,
    FileDispositionInfo = 4,
    FileStreamInfo = 7,
    FileAttributeTagInfo = 9,
    FileIdInfo = 18,
    FileDispositionInfoEx = 21,
}

/// <summary>Times in 100 ns since 1601. When it is set, 0 leaves a field as it is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FILE_BASIC_INFO
{
    internal long CreationTime;
    internal long LastAccessTime;
    internal long LastWriteTime;
    internal long ChangeTime;
    internal uint FileAttributes;
    internal uint Padding;
}

[StructLayout(LayoutKind.Sequential)]
internal struct FILE_STANDARD_INFO
{
    internal long AllocationSize;
    internal long EndOfFile;
    internal uint NumberOfLinks;
    internal byte DeletePending;
    internal byte Directory;
}

[StructLayout(LayoutKind.Sequential)]
internal struct FILE_ATTRIBUTE_TAG_INFO
{
    internal uint FileAttributes;
    internal uint ReparseTag;
}

[StructLayout(LayoutKind.Sequential)]
internal struct FILE_ID_INFO
{
    internal ulong VolumeSerialNumber;
    internal ulong FileIdLow;
    internal ulong FileIdHigh;
}

/// <summary>The head of an entry; the name follows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FILE_STREAM_INFO
{
    internal uint NextEntryOffset;
    internal uint StreamNameLength;
    internal long StreamSize;
    internal long StreamAllocationSize;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SECURITY_ATTRIBUTES
{
    internal int nLength;
    internal void* lpSecurityDescriptor;
    internal int bInheritHandle;
}

[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct WIN32_FIND_DATAW
{
    internal uint dwFileAttributes;
    internal long ftCreationTime;
    internal long ftLastAccessTime;
    internal long ftLastWriteTime;
    internal uint nFileSizeHigh;
    internal uint nFileSizeLow;
    internal uint dwReserved0;
    internal uint dwReserved1;
    internal fixed char cFileName[260];
    internal fixed char cAlternateFileName[14];
}
