using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>What Windows tells of a path, also of one that another program has open for itself alone.</summary>
[SupportedOSPlatform("windows")]
internal readonly record struct WindowsStatus(FILE_BASIC_INFO Basic, uint ReparseTag, long Length, uint Links)
{
    internal FileKind Kind => Windows.ReparseTag.Kind(Basic.FileAttributes, ReparseTag);

    /// <summary>Of the path itself: a link is not followed. Null when nothing is there.</summary>
    internal static WindowsStatus? Of(string path) => Of(path, Win32.FILE_FLAG_OPEN_REPARSE_POINT);

    internal static WindowsStatus? OfTarget(string path) => Of(path, 0);

    internal static unsafe WindowsStatus Of(SafeFileHandle handle, string path)
    {
        FILE_BASIC_INFO basic;
        FILE_STANDARD_INFO standard;
        var tag = default(FILE_ATTRIBUTE_TAG_INFO);
        Query(handle, path, FILE_INFO_BY_HANDLE_CLASS.FileBasicInfo, &basic, sizeof(FILE_BASIC_INFO));
        Query(handle, path, FILE_INFO_BY_HANDLE_CLASS.FileStandardInfo, &standard, sizeof(FILE_STANDARD_INFO));
        if (basic.FileAttributes.HasFlag(FileAttributes.ReparsePoint))
        {
            Query(handle, path, FILE_INFO_BY_HANDLE_CLASS.FileAttributeTagInfo, &tag, sizeof(FILE_ATTRIBUTE_TAG_INFO));
        }

        return new WindowsStatus(basic, tag.ReparseTag, standard.EndOfFile, standard.NumberOfLinks);
    }

    internal FileStatus ToFileStatus() => new(Kind, Kind == FileKind.Regular ? Length : 0, WindowsTime.ToUnix(Basic.LastWriteTime));

    /// <summary>As the directory that holds it has it, and whatever its short name or case in the path.</summary>
    internal static unsafe string? Spelling(string path)
    {
        WIN32_FIND_DATAW data;
        return TryFind(path, &data) ? new string(data.cFileName) : null;
    }

    private static WindowsStatus? Of(string path, uint flags)
    {
        using var handle = FileHandle.TryOpen(path, Win32.FILE_READ_ATTRIBUTES, flags);
        if (!handle.IsInvalid)
        {
            return Of(handle, path);
        }

        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Win32.ERROR_FILE_NOT_FOUND or Win32.ERROR_PATH_NOT_FOUND or Win32.ERROR_INVALID_NAME or Win32.ERROR_BAD_PATHNAME => null,
            _ => InDirectory(path) ?? throw new WindowsException("CreateFile", path, error),
        };
    }

    /// <summary>What the directory above tells, which does not ask for the file: the page file is an example.</summary>
    private static unsafe WindowsStatus? InDirectory(string path)
    {
        WIN32_FIND_DATAW data;
        return TryFind(path, &data)
            ? new WindowsStatus(
                new FILE_BASIC_INFO
                {
                    CreationTime = data.ftCreationTime,
                    LastWriteTime = data.ftLastWriteTime,
                    FileAttributes = data.dwFileAttributes,
                },
                data.dwFileAttributes.HasFlag(FileAttributes.ReparsePoint) ? data.dwReserved0 : 0,
                ((long)data.nFileSizeHigh << 32) | data.nFileSizeLow,
                1)
            : null;
    }

    private static unsafe bool TryFind(string path, WIN32_FIND_DATAW* data)
    {
        var find = Kernel32.FindFirstFileW(LongPath.Of(path), data);
        return find != -1 && Kernel32.FindClose(find);
    }

    private static unsafe void Query(SafeFileHandle handle, string path, FILE_INFO_BY_HANDLE_CLASS kind, void* buffer, int size) =>
        WindowsException.ThrowIfFailed(
            Kernel32.GetFileInformationByHandleEx(handle, kind, buffer, size), nameof(Kernel32.GetFileInformationByHandleEx), path);
}
