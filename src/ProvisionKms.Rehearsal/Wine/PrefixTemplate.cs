using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// A Wine prefix that machines are copied from; made once per user and Wine, kept in the cache folder. It is held in
/// memory and written out for each machine, so that nothing which happens in one can reach the next.
/// </summary>
public sealed class PrefixTemplate
{
    private PrefixTemplate(WineInstallation wine, IReadOnlyList<TemplateEntry> entries)
    {
        Wine = wine;
        Entries = entries;
    }

    internal WineInstallation Wine { get; }

    internal IReadOnlyList<TemplateEntry> Entries { get; }

    /// <summary>Finds it in the cache, or makes it, which takes some ten seconds.</summary>
    /// <exception cref="ProvisionException">Wine or the cache folder cannot be used (exit code 4).</exception>
    public static PrefixTemplate Ensure(WineInstallation wine, IProgress<WorkProgress>? progress, CancellationToken ct) =>
        Ensure(wine, TemplateCache.OfUser(), progress, ct);

    internal static PrefixTemplate Ensure(WineInstallation wine, TemplateCache cache, IProgress<WorkProgress>? progress, CancellationToken ct) =>
        new(wine, cache.GetOrBuild(
            wine,
            () =>
            {
                progress?.Report(new WorkProgress("preparing Wine, once", 0, 0));
                return TemplateBuilder.Build(wine, ct);
            },
            ct));
}
