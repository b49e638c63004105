using System.Security.Cryptography;
using ProvisionKms.Images;

namespace ProvisionKms.Reporting;

/// <summary>A file by name and content.</summary>
/// <param name="Sha256">In lower case hexadecimal digits; null for a directory, which has no content of its own.</param>
public sealed record FileDigest(string Path, string? Sha256)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileDigest Of(string path, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            return new FileDigest(path, null);
        }

        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 20];
        while (file.Read(piece) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(piece, 0, read);
            progress?.Report(new WorkProgress("hashing", file.Position, file.Length));
        }

        return new FileDigest(path, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
