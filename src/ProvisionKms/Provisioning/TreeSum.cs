using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>
/// A whole image in one number: the sum of the digests of its entries, the planned paths left out. The order in
/// which entries are visited does not matter, and nothing is kept per entry: an image has some 100,000 of them.
/// </summary>
internal readonly record struct TreeSum(UInt128 Sum, long Entries)
{
    public static TreeSum Of(IImageTree tree, FingerprintUse use, PathSet except, CancellationToken cancellation)
    {
        var sum = UInt128.Zero;
        var entries = 0L;
        tree.Fingerprint(
            use,
            entry =>
            {
                if (!except.Contains(entry.Path))
                {
                    sum = unchecked(sum + entry.Digest);
                    entries++;
                }
            },
            cancellation);
        return new(sum, entries);
    }
}
