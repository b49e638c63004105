using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// One digest for each file and directory: kind, mode, owner, extended attributes (with ntfs-3g these hold the security
/// descriptor, DOS attributes and named streams), for links their target, for files content and time of modification.
/// Compared with itself, inode and time of change stand for the content: the kernel sets that time at every change.
/// The time of a directory is left out: it tells of its children, who have digests of their own.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class DirectoryFingerprint
{
    internal static void Visit(HostTree tree, FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        var directories = new Stack<(string Host, string Image)>([(tree.HostPath, "")]);
        while (directories.TryPop(out var directory))
        {
            foreach (var name in HostTree.AllNames(tree.HostPath, directory.Host))
            {
                cancellation.ThrowIfCancellationRequested();
                var (host, image) = (Path.Combine(directory.Host, name), $"{directory.Image}{name}");
                if (FileStatus.Of(host) is not { } status)
                {
                    continue;
                }

                visit(new TreeFingerprint(image, Digest(host, image, status, use)));
                if (status.Kind == FileKind.Directory)
                {
                    directories.Push((host, image + '\\'));
                }
            }
        }
    }

    private static UInt128 Digest(string path, string image, FileStatus status, FingerprintUse use)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, $"{image}\n{status.Kind} {(int)status.Mode} {status.Owner} {status.Group}");
        if (status.Kind != FileKind.Link)
        {
            foreach (var (name, value) in FileMetadata.Attributes(path))
            {
                Add(hash, $"{name} {Convert.ToHexString(value)}");
            }
        }

        switch (status.Kind)
        {
            case FileKind.Link:
                Add(hash, new FileInfo(path).LinkTarget ?? "");
                break;
            case FileKind.Regular:
                Add(hash, $"{status.Modified.Seconds} {status.Modified.Nanoseconds} {status.Length}");
                if (use == FingerprintUse.WithItself)
                {
                    Add(hash, $"{status.Inode} {status.Changed.Seconds} {status.Changed.Nanoseconds}");
                }
                else
                {
                    AddContent(hash, path);
                }

                break;
        }

        return BitConverter.ToUInt128(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));

    private static void AddContent(IncrementalHash hash, string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var buffer = new byte[1 << 16];
        for (long offset = 0; RandomAccess.Read(file, buffer, offset) is > 0 and var read; offset += read)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}
