namespace ProvisionKms.Catalog;

/// <summary>
/// One edition of one product: how it is recognised and which public keys belong to it.
/// </summary>
/// <param name="Product">Catalog id, such as <c>windows-server-2019</c>.</param>
/// <param name="Id">Catalog id within the product, such as <c>standard</c>.</param>
/// <param name="ProductName">Microsoft's name, such as <c>Windows Server 2019</c>.</param>
/// <param name="Name">Microsoft's name of the edition, such as <c>Standard</c>.</param>
/// <param name="EditionIds">EditionID spellings, the canonical one first.</param>
/// <param name="InstallationTypes"><c>Server</c>, <c>Server Core</c>, <c>Client</c>.</param>
/// <param name="NtVersion">6.0, 6.1, 6.2, 6.3 or 10.0.</param>
/// <param name="IsEvaluation">An evaluation edition has no key: it is converted to one of <paramref name="ConvertsTo"/>.</param>
/// <param name="ConvertsTo">EditionIDs that <c>dism /online /set-edition</c> accepts on it.</param>
/// <param name="KmsKey">The KMS client setup key (GVLK), or null where Microsoft publishes none.</param>
/// <param name="AvmaKey">The Automatic Virtual Machine Activation key, or null.</param>
/// <param name="Source">Where the EditionIDs and builds come from.</param>
public sealed record CatalogEdition(
    string Product,
    string Id,
    string ProductName,
    string Name,
    IReadOnlyList<string> EditionIds,
    IReadOnlyList<string> InstallationTypes,
    string NtVersion,
    IReadOnlyList<BuildRange> Builds,
    bool IsServer,
    bool IsEvaluation,
    IReadOnlyList<string> ConvertsTo,
    ProductKey? KmsKey,
    ProductKey? AvmaKey,
    string Source)
{
    /// <summary>Where <see cref="KmsKey"/> comes from; null where there is none.</summary>
    public string? KmsKeySource { get; init; }

    /// <summary>Where <see cref="AvmaKey"/> comes from; null where there is none.</summary>
    public string? AvmaKeySource { get; init; }

    /// <summary>For messages: <c>Windows Server 2019 Standard</c>.</summary>
    public string FullName => $"{ProductName} {Name}";
}

/// <summary>Windows build numbers, both ends included.</summary>
public readonly record struct BuildRange(int First, int Last)
{
    public bool Contains(int build) => build >= First && build <= Last;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}

/// <summary>A place where images run, known by the KMS host that its provider operates for licensed machines there.</summary>
public sealed record Platform(string Id, string Provider, string Name, KmsHost Kms, string Source, string Note);
