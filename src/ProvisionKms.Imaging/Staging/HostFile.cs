using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Interop.Windows;

namespace ProvisionKms.Imaging.Staging;

/// <summary>Functions of this machine's files that .NET does not offer, or not as exactly. None follows a link at the end of the path.</summary>
internal static class HostFile
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The path in the form that takes any name of any length.</summary>
    internal static string FullPath(string path) => OperatingSystem.IsWindows() ? LongPath.Of(path) : Path.GetFullPath(path);

    /// <summary>How the directory spells the last name of a path that is there: where case does not matter, or by its short name.</summary>
    internal static string? Spelling(string path) => OperatingSystem.IsWindows() ? WindowsStatus.Spelling(path) : Path.GetFileName(path);

    /// <summary>Whether two paths lead to one file or directory, by whatever letter, link or share.</summary>
    internal static bool IsSame(string path, string other) => OperatingSystem.IsWindows() && FileHandle.IsSame(path, other);

    /// <summary>
    /// ntfs-3g shows links and junctions as symbolic links; what it cannot translate it shows as it likes, but with an attribute.
    /// </summary>
    internal static bool IsHiddenReparsePoint(string path) =>
        !OperatingSystem.IsWindows() && PosixFile.GetAttribute(path, "system.ntfs_reparse_data") is not null;

    /// <summary>IO_REPARSE_TAG_WOF. Windows itself shows such a file as the one that it stands for.</summary>
    internal static bool IsCompressedBySystem(string path) =>
        !OperatingSystem.IsWindows() && PosixFile.GetAttribute(path, "system.ntfs_reparse_data") is [0x17, 0x00, 0x00, 0x80, ..];

    /// <summary>
    /// False where the file cannot have a second name. On Windows it never gets one: as long as another program has the file open,
    /// neither of the names could be removed.
    /// </summary>
    internal static bool TryLink(string existing, string name) => !OperatingSystem.IsWindows() && PosixFile.TryLink(existing, name);

    /// <summary>Replaces what is at <paramref name="to"/>, at once. Two names of one file stay as they are.</summary>
    internal static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.Rename(from, to);
        }
        else
        {
            PosixFile.Rename(from, to);
        }
    }

    /// <summary>Nothing happens when it is not there.</summary>
    internal static void Delete(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.Delete(file);
        }
        else
        {
            File.Delete(file);
        }
    }

    internal static void DeleteEmpty(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.DeleteEmpty(directory);
        }
        else
        {
            DeleteWithPatience(directory, recursive: false);
        }
    }

    /// <summary>With all that is in it; links in it are removed, not followed.</summary>
    internal static void DeleteTree(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.DeleteTree(directory);
        }
        else
        {
            DeleteWithPatience(directory, recursive: true);
        }
    }

    /// <summary>
    /// Through FUSE and NFS a deleted file that is still open stays, under a hidden name, until it is closed. A program that is just
    /// being started has open what we had, until it is loaded.
    /// </summary>
    private static void DeleteWithPatience(string directory, bool recursive)
    {
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(s_pause))
        {
            try
            {
                Directory.Delete(directory, recursive);
                return;
            }
            catch (IOException) when (clock.Elapsed < s_patience && HoldsOnlyHiddenFiles(new DirectoryInfo(directory)))
            {
                // They go by themselves.
            }
        }
    }

    /// <summary>Or none any more: they may have gone since the folder could not. Does not go through links.</summary>
    private static bool HoldsOnlyHiddenFiles(DirectoryInfo directory) =>
        directory.Exists && directory.LinkTarget is null && directory.EnumerateFileSystemInfos().All(entry => entry is DirectoryInfo inner
            ? HoldsOnlyHiddenFiles(inner)
            : entry.Name.StartsWith(".fuse_hidden", StringComparison.Ordinal) || entry.Name.StartsWith(".nfs", StringComparison.Ordinal));

    /// <summary>For this user only, and whoever rules the machine. Fails when something is there already.</summary>
    internal static void MakePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.MakePrivateDirectory(path);
        }
        else
        {
            PosixFile.MakeDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    internal static void SetModified(string path, FileTime time)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFile.SetModified(path, time);
        }
        else
        {
            PosixFile.SetModified(path, time);
        }
    }

    /// <summary>To the disk.</summary>
    internal static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    internal const string HeldHint = "close what has the file open, then run again";

    /// <summary>Whether something failed because another program has a file open.</summary>
    internal static bool IsHeldByAnother(Exception failure)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int LockViolation = unchecked((int)0x80070021);
        return OperatingSystem.IsWindows() && failure.HResult is SharingViolation or LockViolation;
    }

    internal static SafeFileHandle OpenRead(string path) =>
        OperatingSystem.IsWindows() ? FileStreams.OpenRead(path) : File.OpenHandle(path, options: FileOptions.SequentialScan);

    internal static byte[] ReadAllBytes(string path)
    {
        using var file = new FileStream(OpenRead(path), FileAccess.Read);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
