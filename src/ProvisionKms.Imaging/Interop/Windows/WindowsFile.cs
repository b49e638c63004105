using System.Runtime.Versioning;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>File functions that .NET does not offer, each checked. None follows a link at the end of the path.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsFile
{
    /// <summary>Replaces what is at <paramref name="to"/>, also when it may only be read.</summary>
    internal static void Rename(string from, string to)
    {
        if (WindowsStatus.Of(to) is { } target)
        {
            MakeWritable(to, target);
        }

        const uint Flags = Win32.MOVEFILE_REPLACE_EXISTING | Win32.MOVEFILE_WRITE_THROUGH;
        Patience.Try(nameof(Kernel32.MoveFileExW), () => Kernel32.MoveFileExW(LongPath.Of(from), LongPath.Of(to), Flags), from, to);
    }

    /// <summary>Also a file that may only be read; its other names, if any, keep that. Nothing happens when it is not there.</summary>
    internal static void Delete(string file)
    {
        if (WindowsStatus.Of(file) is { } status && !TryDeleteReadOnly(file, status))
        {
            Patience.Try(nameof(Kernel32.DeleteFileW), () => Kernel32.DeleteFileW(LongPath.Of(file)), file);
        }
    }

    /// <summary>With all that is in it; links in it are removed, not followed.</summary>
    internal static void DeleteTree(string directory)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(LongPath.Of(directory)).ToArray())
        {
            if (WindowsStatus.Of(path) is not { } status || !status.Basic.FileAttributes.HasFlag(FileAttributes.Directory))
            {
                Delete(path);
            }
            else if (status.Kind == FileKind.Directory)
            {
                DeleteTree(path);
            }
            else
            {
                DeleteEmpty(path);
            }
        }

        DeleteEmpty(directory);
    }

    internal static void DeleteEmpty(string directory) =>
        Patience.Try(nameof(Kernel32.RemoveDirectoryW), () => Kernel32.RemoveDirectoryW(LongPath.Of(directory)), directory);

    /// <summary>For this user, administrators and SYSTEM. Fails when something is there already.</summary>
    internal static void MakePrivateDirectory(string path)
    {
        BackupRights.Take();
        fixed (byte* descriptor = FileSecurity.Private())
        {
            var security = new SECURITY_ATTRIBUTES { nLength = sizeof(SECURITY_ATTRIBUTES), lpSecurityDescriptor = descriptor };
            WindowsException.ThrowIfFailed(Kernel32.CreateDirectoryW(LongPath.Of(path), &security), nameof(Kernel32.CreateDirectoryW), path);
        }
    }

    internal static void SetModified(string path, FileTime time)
    {
        using var handle = FileHandle.Open(path, Win32.FILE_WRITE_ATTRIBUTES);
        FileHandle.SetBasic(handle, path, new FILE_BASIC_INFO { LastWriteTime = WindowsTime.FromUnix(time) });
    }

    /// <summary>Best effort: NTFS and ReFS can, others may not.</summary>
    internal static void SyncDirectory(string directory)
    {
        using var handle = FileHandle.TryOpen(directory, Win32.GENERIC_WRITE, 0);
        if (!handle.IsInvalid)
        {
            _ = Kernel32.FlushFileBuffers(handle);
        }
    }

    private static void MakeWritable(string path, WindowsStatus status)
    {
        if (status.Basic.FileAttributes.HasFlag(FileAttributes.ReadOnly))
        {
            SetAttributes(path, status.Basic.FileAttributes & ~(uint)FileAttributes.ReadOnly);
        }
    }

    private static void SetAttributes(string path, uint attributes) =>
        WindowsException.ThrowIfFailed(Kernel32.SetFileAttributesW(LongPath.Of(path), attributes), nameof(Kernel32.SetFileAttributesW), path);

    /// <summary>The attribute belongs to the file, not to the name: it is put back for the other names.</summary>
    private static bool TryDeleteReadOnly(string file, WindowsStatus status)
    {
        if (!status.Basic.FileAttributes.HasFlag(FileAttributes.ReadOnly))
        {
            return false;
        }

        using var handle = FileHandle.Open(file, Win32.FILE_WRITE_ATTRIBUTES | Win32.FILE_READ_ATTRIBUTES);
        FileHandle.SetBasic(handle, file, new FILE_BASIC_INFO { FileAttributes = (status.Basic.FileAttributes & ~(uint)FileAttributes.ReadOnly) | (uint)FileAttributes.Archive });
        Patience.Try(nameof(Kernel32.DeleteFileW), () => Kernel32.DeleteFileW(LongPath.Of(file)), file);
        if (status.Links > 1)
        {
            FileHandle.SetBasic(handle, file, new FILE_BASIC_INFO { FileAttributes = status.Basic.FileAttributes });
        }

        return true;
    }
}
