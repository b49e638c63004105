using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Directories;

/// <summary>
/// One digest for each file and directory: kind, and what <see cref="FileMetadata"/> knows of it (owner, rights, attributes,
/// named streams, where a link leads); for files time of modification and content, or what stands for the content.
/// The time of a directory is left out: it tells of its children, who have digests of their own.
/// </summary>
internal static class DirectoryFingerprint
{
    internal static void Visit(HostTree tree, FingerprintUse use, Func<string, bool> except, Action<TreeFingerprint> visit, CancellationToken cancellation)
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

                if (!except(image))
                {
                    visit(new TreeFingerprint(image, Digest(host, image, status, use)));
                }

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
        Add(hash, $"{image}\n{status.Kind}");
        var isWhole = FileMetadata.Describe(path, use, line => Add(hash, line));
        if (status.Kind == FileKind.Regular)
        {
            Add(hash, $"{status.Modified.Seconds} {status.Modified.Nanoseconds} {status.Length}");
            if (!isWhole)
            {
                AddContent(hash, path);
            }
        }

        return BitConverter.ToUInt128(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + '\n'));

    private static void AddContent(IncrementalHash hash, string path)
    {
        using var file = HostFile.OpenRead(path);
        var buffer = new byte[1 << 16];
        for (long offset = 0; RandomAccess.Read(file, buffer, offset) is > 0 and var read; offset += read)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}
