using ProvisionKms.Images;

namespace ProvisionKms.Provisioning;

/// <summary>Names what differs between two images; only asked for when their sums differ.</summary>
internal static class Differences
{
    /// <summary>Enough to see what happened; all 100,000 would not be read.</summary>
    private const int Most = 50;

    public static IReadOnlyList<string> Between(IImageTree before, IImageTree after, FingerprintUse use, PathSet except, CancellationToken cancellation)
    {
        var old = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        before.Fingerprint(use, entry => old[entry.Path] = entry.Digest, cancellation);
        var found = new List<string>();
        after.Fingerprint(
            use,
            entry =>
            {
                var isNew = !old.Remove(entry.Path, out var digest);
                if ((isNew || digest != entry.Digest) && !except.Contains(entry.Path))
                {
                    found.Add((isNew ? "added " : "changed ") + entry.Path);
                }
            },
            cancellation);
        found.AddRange(old.Keys.Where(path => !except.Contains(path)).Select(path => "removed " + path));
        found.Sort(StringComparer.Ordinal);
        return found.Count <= Most ? found : [.. found.Take(Most), $"and {found.Count - Most} more"];
    }
}
