using System.Runtime.Versioning;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Posix;

/// <summary>
/// Who may do what with a file: owner, mode and extended attributes, among them what ntfs-3g keeps there (security
/// descriptor, DOS attributes, creation time, named streams).
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class PosixMetadata
{
    private const string NtfsSecurity = "system.ntfs_acl";

    /// <summary>ntfs-3g knows these but does not list them. https://github.com/tuxera/ntfs-3g/wiki/Using-Extended-Attributes</summary>
    private static readonly string[] Unlisted = [NtfsSecurity, "system.ntfs_attrib", "system.ntfs_crtime"];

    /// <summary>Those that belong to the file and not to this machine's own policies.</summary>
    private static readonly string[] Portable = ["user.", "system.posix_acl_"];

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <returns>
    /// Whether the lines stand for the content too: where a file is compared with itself, inode and time of change do. The kernel
    /// sets that time at every change.
    /// </returns>
    internal static bool Describe(string path, FingerprintUse use, Action<string> line)
    {
        if (PosixStatus.Of(path) is not { } status)
        {
            return false;
        }

        line($"{(int)status.Mode} {status.Owner} {status.Group}");
        if (status.Kind == FileKind.Link)
        {
            line(new FileInfo(path).LinkTarget ?? "");
            return true;
        }

        foreach (var (name, value) in Attributes(path))
        {
            line($"{name} {Convert.ToHexString(value)}");
        }

        if (use == FingerprintUse.WithItself && status.Kind == FileKind.Regular)
        {
            line($"{status.Inode} {status.Changed.Seconds} {status.Changed.Nanoseconds}");
        }

        return use == FingerprintUse.WithItself;
    }

    /// <summary>Extended attributes that are part of a file, by name.</summary>
    private static IEnumerable<(string Name, byte[] Value)> Attributes(string path)
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
        var status = PosixStatus.Of(original)!.Value;
        TakeOver(status, replacement);
        foreach (var (name, value) in Attributes(original))
        {
            PosixFile.SetAttribute(replacement, name, value);
        }

        // Last: a file that may only be read takes no attributes, but from root.
        PosixFile.SetMode(replacement, status.Mode);
    }

    /// <summary>
    /// Gives a new file or directory the owner of the directory that it goes into, and lets only that owner write it:
    /// what we add runs as SYSTEM. On NTFS it gets what Windows would give it; ntfs-3g may give "Everyone: full control".
    /// </summary>
    internal static void Inherit(string directory, string added, bool isDirectory)
    {
        var parent = PosixStatus.Of(directory)!.Value;
        TakeOver(parent, added);
        var mode = parent.Mode & ~OthersWrite & (UnixFileMode)0x1ff;
        PosixFile.SetMode(added, isDirectory ? mode : mode & ~Execute);
        if (Security(directory) is { } handedOn)
        {
            SetSecurity(added, NtfsInheritance.Of(handedOn, isDirectory));
        }
    }

    /// <summary>The security descriptor that ntfs-3g keeps; null on other file systems.</summary>
    internal static byte[]? Security(string path) => PosixFile.GetAttribute(path, NtfsSecurity);

    /// <exception cref="IOException">It was not kept.</exception>
    internal static void SetSecurity(string path, byte[] descriptor)
    {
        PosixFile.SetAttribute(path, NtfsSecurity, descriptor);
        if (Security(path) is not { } kept || !kept.AsSpan().SequenceEqual(descriptor))
        {
            throw new IOException($"the access control of '{Path.GetFileName(path)}' was not kept");
        }
    }

    /// <summary>Only root may give files away, and need not where the owner is the same.</summary>
    private static void TakeOver(PosixStatus from, string to)
    {
        var mine = PosixStatus.Of(to)!.Value;
        if (mine.Owner != from.Owner || mine.Group != from.Group)
        {
            PosixFile.SetOwner(to, from.Owner, from.Group);
        }
    }
}
