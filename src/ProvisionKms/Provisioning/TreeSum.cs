using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>
/// Entries of an image in one number: the sum of their digests. The order in which they are visited does not matter, and
/// nothing is kept per entry: an image has some 100,000 of them.
/// </summary>
internal readonly record struct TreeSum(UInt128 Sum, long Entries)
{
    public static TreeSum operator +(TreeSum sum, TreeFingerprint entry) => new(unchecked(sum.Sum + entry.Digest), sum.Entries + 1);

    public static TreeSum operator +(TreeSum a, TreeSum b) => new(unchecked(a.Sum + b.Sum), a.Entries + b.Entries);

    public static TreeSum Of(IImageTree tree, FingerprintUse use, PathSet except, CancellationToken cancellation)
    {
        var sum = new TreeSum();
        tree.Fingerprint(
            use,
            entry =>
            {
                if (!except.Contains(entry.Path))
                {
                    sum += entry;
                }
            },
            cancellation);
        return sum;
    }
}
