namespace ProvisionKms.Catalog;

/// <summary>Products, editions, public keys and platforms, from data files that name their sources.</summary>
public sealed class WindowsCatalog
{
    private WindowsCatalog(IReadOnlyList<CatalogEdition> editions, IReadOnlyList<Platform> platforms, IReadOnlyList<ActivationError> errors) =>
        (Editions, Platforms, ActivationErrors) = (editions, platforms, errors);

    public static WindowsCatalog Default { get; } = new(CatalogJoin.Editions(), CatalogJoin.Platforms(), ActivationError.Load());

    public IReadOnlyList<CatalogEdition> Editions { get; }

    public IReadOnlyList<Platform> Platforms { get; }

    public IReadOnlyList<ActivationError> ActivationErrors { get; }

    /// <summary>The edition with these catalog ids, or null.</summary>
    public CatalogEdition? Find(string product, string edition) =>
        Editions.FirstOrDefault(e => e.Product == product && e.Id == edition);

    public Platform? FindPlatform(string id) => Platforms.FirstOrDefault(p => p.Id == id);

    /// <summary>
    /// What an image is, by its EditionID (in any spelling and case) and build. EditionIDs repeat over releases with other
    /// keys, so a build that the catalog does not know is never guessed: null.
    /// </summary>
    /// <param name="installationType">
    /// Null where nothing says. A server edition is found as Server and Server Core alike, since the key is the same;
    /// a client edition only as Client. Nano Server and Windows PE have no slmgr and are not found.
    /// </param>
    public CatalogEdition? Identify(string editionId, int build, string? installationType) =>
        Editions.FirstOrDefault(e =>
            e.EditionIds.Contains(editionId.Trim(), StringComparer.OrdinalIgnoreCase) &&
            e.Builds.Any(b => b.Contains(build)) &&
            Fits(e, installationType));

    /// <summary>Every edition that has this key, as a KMS client or for AVMA. Releases share keys.</summary>
    public IReadOnlyList<CatalogEdition> FindByKey(ProductKey key) =>
        [.. Editions.Where(e => key.Equals(e.KmsKey) || key.Equals(e.AvmaKey))];

    private static bool Fits(CatalogEdition edition, string? installationType) =>
        installationType is null ||
        edition.InstallationTypes.Any(own => string.Equals(own, installationType, StringComparison.OrdinalIgnoreCase)) ||
        (edition.IsServer && installationType.ToUpperInvariant() is "SERVER" or "SERVER CORE");
}
