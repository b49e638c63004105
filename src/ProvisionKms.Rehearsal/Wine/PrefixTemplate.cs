using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>A complete Wine prefix that machines are copied from; made once per user and kept in the cache folder.</summary>
public sealed class PrefixTemplate
{
    private PrefixTemplate(string folder) => Folder = folder;

    internal string Folder { get; }

    /// <summary>Finds it in the cache, or makes it, which takes some ten seconds.</summary>
    public static PrefixTemplate Ensure(WineInstallation wine, IProgress<WorkProgress>? progress, CancellationToken ct) =>
        throw new NotSupportedException();
}
