using System.Globalization;

namespace ProvisionKms.Catalog;

/// <summary>
/// Joins the data files into <see cref="CatalogEdition"/>s. Rows meet by product and edition name, as Microsoft's tables
/// spell them. A row named "(Core alias)" is another spelling of its edition, not an edition: Core and Desktop
/// installations have one key.
/// </summary>
internal static class CatalogJoin
{
    private const string CoreAlias = " (Core alias)";

    public static IReadOnlyList<CatalogEdition> Editions()
    {
        var supplements = CatalogData.EditionSupplements.ToLookup(Name);
        var known = CatalogData.WindowsEditions.Select(Name).ToHashSet();
        return
        [
            .. CatalogData.WindowsEditions
                .Concat(CatalogData.EditionSupplements.Where(row => !known.Contains(Name(row))))
                .GroupBy(Name)
                .Select(rows => Edition(rows.Key, rows.First(r => !IsAlias(r)), [.. rows.Concat(supplements[rows.Key]).Distinct()])),
        ];
    }

    public static IReadOnlyList<Platform> Platforms() =>
    [
        .. CatalogData.KmsHosts.Select(row => new Platform(
            row["platform_id"],
            row["provider"],
            row["platform"],
            KmsHost.Create(row["kms_host"], Number(row["port"])),
            row["source"],
            row["note"])),
    ];

    private static CatalogEdition Edition(
        (string Product, string Edition) name,
        IReadOnlyDictionary<string, string> row,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var kms = CatalogData.KmsClientKeys.SingleOrDefault(r => Name(r) == name);
        var avma = CatalogData.AvmaKeys.SingleOrDefault(r => Name(r) == name);
        var types = List(row["installation_types"]);
        return new CatalogEdition(
            CatalogId.Of(name.Product),
            EditionIdInCatalog(name.Edition),
            name.Product,
            name.Edition,
            EditionIdSpellings.Of(row["edition_id"], rows.Select(r => r["edition_id"]), types.Contains("Server Core")),
            types,
            row["nt_version"],
            [.. rows.SelectMany(r => List(r["builds"])).Select(Range).Distinct().OrderBy(b => b.First)],
            row["product_type"] == "ServerNT",
            row["is_evaluation"] == "yes",
            List(row["converts_to"]),
            kms is null ? null : ProductKey.Parse(kms["key"]),
            avma is null ? null : ProductKey.Parse(avma["key"]),
            row["source"])
        {
            KmsKeySource = kms?["source"],
            AvmaKeySource = avma?["source"],
        };
    }

    private static (string Product, string Edition) Name(IReadOnlyDictionary<string, string> row) =>
        (row["product"], row["edition"].Replace(CoreAlias, "", StringComparison.Ordinal));

    private static bool IsAlias(IReadOnlyDictionary<string, string> row) => row["edition"].EndsWith(CoreAlias, StringComparison.Ordinal);

    /// <summary>
    /// Microsoft's table has a row "Windows Server 2012" without an edition name; its key belongs to EditionID Core,
    /// the Windows 8 home edition (see the row's note).
    /// </summary>
    private static string EditionIdInCatalog(string name) => name == "(no edition name)" ? "core" : CatalogId.Of(name);

    private static string[] List(string field) => field.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BuildRange Range(string text)
    {
        var ends = text.Split('-');
        return new BuildRange(Number(ends[0]), Number(ends[^1]));
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
