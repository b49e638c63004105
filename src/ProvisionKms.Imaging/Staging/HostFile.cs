using Microsoft.Win32.SafeHandles;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Staging;

/// <summary>Functions of this machine's files that .NET does not offer, or not as exactly. None follows a link at the end of the path.</summary>
internal static class HostFile
{
    /// <summary>
    /// ntfs-3g shows links and junctions as symbolic links; what it cannot translate it shows as it likes, but with an attribute.
    /// </summary>
    internal static bool IsHiddenReparsePoint(string path) => PosixFile.GetAttribute(path, "system.ntfs_reparse_data") is not null;

    /// <summary>False where the file cannot have a second name.</summary>
    internal static bool TryLink(string existing, string name) => PosixFile.TryLink(existing, name);

    /// <summary>Replaces what is at <paramref name="to"/>, at once. Two names of one file stay as they are.</summary>
    internal static void Rename(string from, string to) => PosixFile.Rename(from, to);

    internal static void Delete(string file) => File.Delete(file);

    /// <summary>With all that is in it; links in it are removed, not followed.</summary>
    internal static void DeleteTree(string directory) => Directory.Delete(directory, recursive: true);

    /// <summary>For this user only. Fails when something is there already.</summary>
    internal static void MakePrivateDirectory(string path) =>
        PosixFile.MakeDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    internal static void SetModified(string path, FileTime time) => PosixFile.SetModified(path, time);

    /// <summary>To the disk.</summary>
    internal static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    internal static SafeFileHandle OpenRead(string path) => File.OpenHandle(path, options: FileOptions.SequentialScan);
}
