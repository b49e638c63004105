using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// Who may do what with a file: owner, mode and extended attributes, among them what ntfs-3g keeps there (security
/// descriptor, DOS attributes, creation time, named streams).
/// </summary>
[SupportedOSPlatform("linux")]
internal static class FileMetadata
{
    private const string NtfsSecurity = "system.ntfs_acl";

    /// <summary>ntfs-3g knows these but does not list them. https://github.com/tuxera/ntfs-3g/wiki/Using-Extended-Attributes</summary>
    private static readonly string[] Unlisted = [NtfsSecurity, "system.ntfs_attrib", "system.ntfs_crtime"];

    /// <summary>Those that belong to the file and not to this machine's own policies.</summary>
    private static readonly string[] Portable = ["user.", "system.posix_acl_"];

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Extended attributes that are part of a file, by name.</summary>
    internal static IEnumerable<(string Name, byte[] Value)> Attributes(string path)
    {
        var listed = PosixFile.AttributeNames(path).Where(name => Portable.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        foreach (var name in listed.Concat(Unlisted).Order(StringComparer.Ordinal))
        {
            if (PosixFile.GetAttribute(path, name) is { } value)
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>Gives a file that will replace another what that one has.</summary>
    internal static void Copy(string original, string replacement)
    {
        var status = FileStatus.Of(original)!.Value;
        TakeOver(status, replacement);
        foreach (var (name, value) in Attributes(original))
        {
            PosixFile.SetAttribute(replacement, name, value);
        }

        // Last: a file that may only be read takes no attributes, but from root.
        File.SetUnixFileMode(replacement, status.Mode);
    }

    /// <summary>
    /// Gives a new file or directory the owner of the directory that it goes into, and lets only that owner write it:
    /// what we add runs as SYSTEM. Through ntfs-3g Windows would otherwise see "Everyone: full control".
    /// </summary>
    internal static void Inherit(string directory, string added, bool isDirectory)
    {
        var parent = FileStatus.Of(directory)!.Value;
        TakeOver(parent, added);
        var mode = parent.Mode & ~OthersWrite & (UnixFileMode)0x1ff;
        File.SetUnixFileMode(added, isDirectory ? mode : mode & ~Execute);
        if (PosixFile.GetAttribute(directory, NtfsSecurity) is not null)
        {
            PosixFile.SetAttribute(added, NtfsSecurity, NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory));
        }
    }

    /// <summary>Only root may give files away, and need not where the owner is the same.</summary>
    private static void TakeOver(FileStatus from, string to)
    {
        var mine = FileStatus.Of(to)!.Value;
        if (mine.Owner != from.Owner || mine.Group != from.Group)
        {
            PosixFile.SetOwner(to, from.Owner, from.Group);
        }
    }
}
