using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>
/// A whole image in one number: the sum of a hash of each entry's path and digest, the planned paths left out. The order in
/// which entries are visited does not matter, and nothing is kept per entry: an image has some 100,000 of them.
/// </summary>
internal readonly record struct TreeSum(UInt128 Sum, long Entries)
{
    public static TreeSum Of(IImageTree tree, PathSet except, CancellationToken cancellation)
    {
        var sum = UInt128.Zero;
        var entries = 0L;
        tree.Fingerprint(
            entry =>
            {
                if (!except.Contains(entry.Path))
                {
                    sum = unchecked(sum + Hash(entry));
                    entries++;
                }
            },
            cancellation);
        return new(sum, entries);
    }

    private static UInt128 Hash(TreeFingerprint entry)
    {
        var path = MemoryMarshal.AsBytes(entry.Path.AsSpan());
        var digest = entry.Digest;
        Span<byte> text = path.Length <= 1008 ? stackalloc byte[path.Length + 16] : new byte[path.Length + 16];
        MemoryMarshal.Write(text, in digest);
        path.CopyTo(text[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
