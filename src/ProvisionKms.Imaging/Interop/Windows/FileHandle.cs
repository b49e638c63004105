using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// Opens files and directories with backup semantics: an administrator's process may then read and change what only
/// TrustedInstaller may otherwise (see <see cref="BackupRights"/>), as root may on Linux.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FileHandle
{
    private const FileShare Everything = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>An invalid handle, and the last error, when it cannot.</summary>
    internal static SafeFileHandle TryOpen(string path, uint access, uint flags = Win32.FILE_FLAG_OPEN_REPARSE_POINT, FileShare share = Everything)
    {
        BackupRights.Take();
        return Kernel32.CreateFileW(LongPath.Of(path), access, share, null, FileMode.Open, flags | Win32.FILE_FLAG_BACKUP_SEMANTICS, 0);
    }

    internal static SafeFileHandle Open(string path, uint access, uint flags = Win32.FILE_FLAG_OPEN_REPARSE_POINT, FileShare share = Everything)
    {
        var handle = TryOpen(path, access, flags, share);
        WindowsException.ThrowIfFailed(!handle.IsInvalid, nameof(Kernel32.CreateFileW), path);
        return handle;
    }

    /// <summary>Null where the file system has none.</summary>
    internal static FILE_ID_INFO? Id(string path, uint flags = Win32.FILE_FLAG_OPEN_REPARSE_POINT)
    {
        using var handle = TryOpen(path, Win32.FILE_READ_ATTRIBUTES, flags);
        FILE_ID_INFO id;
        return !handle.IsInvalid && Kernel32.GetFileInformationByHandleEx(handle, FILE_INFO_BY_HANDLE_CLASS.FileIdInfo, &id, sizeof(FILE_ID_INFO)) ? id : null;
    }

    /// <summary>By its id, links followed.</summary>
    internal static bool IsSame(string path, string other) =>
        string.Equals(Path.GetFullPath(LongPath.ToDisplay(path)), Path.GetFullPath(LongPath.ToDisplay(other)), StringComparison.OrdinalIgnoreCase) ||
        (Id(path, 0) is { } id && id.Equals(Id(other, 0)));

    internal static void SetBasic(SafeFileHandle handle, string path, FILE_BASIC_INFO basic) =>
        WindowsException.ThrowIfFailed(
            Kernel32.SetFileInformationByHandle(handle, FILE_INFO_BY_HANDLE_CLASS.FileBasicInfo, &basic, sizeof(FILE_BASIC_INFO)),
            nameof(Kernel32.SetFileInformationByHandle),
            path);
}
