using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Media;

/// <summary>The files of media beside their images, read through 7-Zip where they are. Edits are kept aside until the commit.</summary>
[SupportedOSPlatform("linux")]
internal sealed class MediaTree(SevenZip archive, MediaListing listing, InstallFile install) : IImageTree
{
    private const long LargestFile = 64 << 20;

    private readonly Dictionary<ImagePath, byte[]> _staged = [];

    internal IReadOnlyDictionary<ImagePath, byte[]> Staged => _staged;

    public ImageIndex Index { get; } = new(1);

    public string? GetProperty(string name) => null;

    public TreeEntry? Find(ImagePath path) =>
        _staged.TryGetValue(path, out var staged) ? new TreeEntry(path, IsDirectory: false, staged.Length, IsReparsePoint: false)
        : listing.Find(path) is { } entry ? ToTreeEntry(entry)
        : null;

    public IReadOnlyList<TreeEntry> List(ImagePath directory) =>
        [.. listing.All.Where(entry => entry.Path.Parent.Equals(directory)).OrderBy(entry => entry.Path.Name, StringComparer.OrdinalIgnoreCase).Select(ToTreeEntry)];

    public byte[]? ReadFile(ImagePath path)
    {
        if (_staged.TryGetValue(path, out var staged))
        {
            return staged;
        }

        return listing.Find(path) switch
        {
            null => null,
            { IsDirectory: true } or { Length: > LargestFile } => throw new ProvisionException(
                Codes.FileNotReadable, $"'{path}' is no file of at most 64 MiB", hint: Codes.FileNotReadable.Hint),
            var entry => archive.Stream([entry], [], stream => Read(stream, entry), CancellationToken.None),
        };
    }

    public IRegistryHive? OpenHive(ImagePath path) => null;

    public void WriteFile(ImagePath path, ReadOnlyMemory<byte> content) => _staged[listing.Find(path)?.Path ?? path] = content.ToArray();

    public void SetRegistryValues(ImagePath hive, IReadOnlyList<RegistryValue> values) => throw new NotSupportedException("media hold no hives of their own");

    public void SetProperty(string name, string value) => throw new NotSupportedException("media have no description of their own");

    /// <summary>Name, time and content. What holds the images is left out: they are compared by themselves.</summary>
    public void Fingerprint(FingerprintUse use, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        var entries = listing.All.Except(install.Parts).ToList();
        foreach (var directory in entries.Where(entry => entry.IsDirectory))
        {
            visit(new TreeFingerprint(directory.Path.ToString(), Digest(directory, [])));
        }

        archive.Stream(
            [],
            install.Parts,
            stream =>
            {
                foreach (var file in entries.Where(entry => !entry.IsDirectory))
                {
                    cancellation.ThrowIfCancellationRequested();
                    visit(new TreeFingerprint(file.Path.ToString(), Digest(file, Hash(stream, file))));
                }

                return true;
            },
            cancellation);
    }

    /// <summary>SHA-256 of what holds the images.</summary>
    internal byte[] HashOfImages(CancellationToken cancellation) =>
        archive.Stream(install.Parts, [], stream => Hash(stream, install.Parts[0]), cancellation);

    private static TreeEntry ToTreeEntry(MediaEntry entry) => new(entry.Path, entry.IsDirectory, entry.Length, IsReparsePoint: false);

    private static UInt128 Digest(MediaEntry entry, byte[] content)
    {
        byte[] all = [.. Encoding.UTF8.GetBytes($"{entry.Name}\n{(entry.IsDirectory ? "" : entry.Modified)}\n{entry.Length}\n"), .. content];
        return BitConverter.ToUInt128(SHA256.HashData(all));
    }

    private static byte[] Read(Stream stream, MediaEntry entry)
    {
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static byte[] Hash(Stream stream, MediaEntry file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var left = file.Length; left > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
            {
                throw new EndOfStreamException($"'{file.Name}' ends early");
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return hash.GetHashAndReset();
    }
}
