using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.Catalog;

public class WindowsCatalogTests
{
    private static readonly WindowsCatalog Windows = WindowsCatalog.Default;

    [Fact]
    public void Data_files_hold_all_rows_of_their_sources()
    {
        Assert.Equal(107, CatalogData.KmsClientKeys.Count);
        Assert.Equal(25, CatalogData.AvmaKeys.Count);
        Assert.Equal(17, CatalogData.KmsHosts.Count);
        Assert.Equal(140, CatalogData.WindowsEditions.Count);
    }

    [Fact]
    public void Every_client_key_row_is_the_key_of_exactly_one_edition()
    {
        var reached = CatalogData.KmsClientKeys.Select(row => Assert.Single(
            Windows.Editions,
            e => e.ProductName == row["product"] && e.Name == row["edition"] && e.KmsKey?.Reveal() == row["key"] && e.KmsKeySource == row["source"]));
        Assert.Equal(107, reached.Distinct().Count());
        Assert.Equal(107, Windows.Editions.Count(e => e.KmsKey is not null));
    }

    [Fact]
    public void Every_avma_key_row_is_the_key_of_exactly_one_edition()
    {
        var reached = CatalogData.AvmaKeys.Select(row => Assert.Single(
            Windows.Editions,
            e => e.ProductName == row["product"] && e.Name == row["edition"] && e.AvmaKey?.Reveal() == row["key"] && e.AvmaKeySource == row["source"]));
        Assert.Equal(25, reached.Distinct().Count());
        Assert.Equal(25, Windows.Editions.Count(e => e.AvmaKey is not null));
    }

    [Fact]
    public void Every_platform_row_is_a_platform()
    {
        Assert.All(CatalogData.KmsHosts, row =>
        {
            var platform = Windows.FindPlatform(row["platform_id"]);
            Assert.NotNull(platform);
            Assert.Equal(
                (row["provider"], row["platform"], row["kms_host"], row["port"], row["source"], row["note"]),
                (platform.Provider, platform.Name, platform.Kms.Name, $"{platform.Kms.Port}", platform.Source, platform.Note));
        });
        Assert.Equal(17, Windows.Platforms.Count);
    }

    [Fact]
    public void Every_edition_row_is_identified_by_each_of_its_builds_and_installation_types()
    {
        Assert.All(CatalogData.WindowsEditions.Concat(CatalogData.EditionSupplements), row =>
        {
            var name = row["edition"].Replace(" (Core alias)", "", StringComparison.Ordinal);
            var edition = Windows.Editions.Single(e => e.ProductName == row["product"] && e.Name == name);
            var ids = row["edition_id"].Length > 0 ? [row["edition_id"]] : edition.EditionIds;
            var builds = edition.Builds.SelectMany(b => Enumerable.Range(b.First, b.Last - b.First + 1)).ToList();
            foreach (var type in edition.InstallationTypes.Append(null))
            {
                Assert.All(builds, build => Assert.All(ids, id => Assert.Same(edition, Windows.Identify(id, build, type))));
            }
        });
    }

    [Fact]
    public void Every_edition_row_is_an_edition_or_a_Core_spelling_of_one()
    {
        var aliases = CatalogData.WindowsEditions.Count(r => r["edition"].EndsWith(" (Core alias)", StringComparison.Ordinal));
        Assert.Equal(18, aliases);
        var own = CatalogData.EditionSupplements.Count(r => r["is_evaluation"] == "yes");
        Assert.Equal(140 - aliases + own, Windows.Editions.Count);
    }

    [Fact]
    public void Only_evaluation_editions_have_no_client_key()
    {
        // Every key row has its edition row (the joins above fail otherwise), and the reverse holds but for evaluations.
        Assert.All(Windows.Editions, e => Assert.Equal(e.IsEvaluation, e.KmsKey is null));
        Assert.All(Windows.Editions, e => Assert.True(e.KmsKey is not null || e.AvmaKey is null));
    }

    [Fact]
    public void No_image_can_be_two_editions()
    {
        var claims =
            from e in Windows.Editions
            from id in e.EditionIds
            from range in e.Builds
            from build in Enumerable.Range(range.First, range.Last - range.First + 1)
            group e by (Id: id.ToUpperInvariant(), Build: build);
        Assert.All(claims, claim => Assert.Single(claim.Distinct()));
    }

    [Fact]
    public void Ids_are_unique_and_find_their_edition()
    {
        Assert.All(Windows.Editions, e => Assert.Same(e, Windows.Find(e.Product, e.Id)));
        Assert.Null(Windows.Find("windows-server-2019", "enterprise"));
        Assert.Null(Windows.FindPlatform("ovh"));
    }

    [Theory]
    [InlineData("Windows Server 2019", "Standard", "windows-server-2019", "standard")]
    [InlineData("Windows Server, version 1809", "Datacenter", "windows-server-version-1809", "datacenter")]
    [InlineData("Windows 8.1", "Pro", "windows-8.1", "pro")]
    [InlineData("Windows Server 2012 R2", "Datacenter Evaluation", "windows-server-2012-r2", "datacenter-evaluation")]
    [InlineData("Windows Server 2022", "Datacenter: Azure Edition", "windows-server-2022", "datacenter-azure-edition")]
    [InlineData("Windows Server 2012", "(no edition name)", "windows-server-2012", "core")]
    [InlineData("Windows 10", "Enterprise LTSC 2021", "windows-10", "enterprise-ltsc-2021")]
    [InlineData("Windows Server 2008", "for Itanium-Based Systems", "windows-server-2008", "for-itanium-based-systems")]
    public void Ids_are_made_from_Microsofts_names(string product, string edition, string productId, string editionId)
    {
        var found = Windows.Editions.Single(e => e.ProductName == product && e.Name == edition);
        Assert.Equal((productId, editionId), (found.Product, found.Id));
    }

    [Theory]
    [InlineData("ServerStandard", 6001, null, "windows-server-2008/standard")]
    [InlineData("ServerStandardCore", 6002, "Server Core", "windows-server-2008/standard")]
    [InlineData("ServerDatacenter", 6003, "Server", "windows-server-2008/datacenter")]
    [InlineData("ServerEnterpriseVCore", 6002, null, "windows-server-2008/enterprise-without-hyper-v")]
    [InlineData("ServerEnterpriseCore", 7600, "Server Core", "windows-server-2008-r2/enterprise")]
    [InlineData("ServerWeb", 7601, "Server", "windows-server-2008-r2/web")]
    [InlineData("Professional", 7601, "Client", "windows-7/professional")]
    [InlineData("Business", 7600, null, "windows-7/professional")]
    [InlineData("Business", 6002, null, "windows-vista/business")]
    [InlineData("ServerStandard", 9200, "Server", "windows-server-2012/standard")]
    [InlineData("Professional", 9200, "Client", "windows-8/pro")]
    [InlineData("Core", 9200, "Client", "windows-server-2012/core")]
    [InlineData("ServerSolution", 9600, "Server", "windows-server-2012-r2/essentials")]
    [InlineData("ServerStandardEval", 9600, "Server Core", "windows-server-2012-r2/standard-evaluation")]
    [InlineData("Professional", 9600, "Client", "windows-8.1/pro")]
    [InlineData("ServerSolutionCore", 14393, null, "windows-server-2016/essentials")]
    [InlineData("ServerDatacenter", 14393, "Server Core", "windows-server-2016/datacenter")]
    [InlineData("ServerStandard", 17763, "Server", "windows-server-2019/standard")]
    [InlineData("SERVERSTANDARD", 17763, "Server Core", "windows-server-2019/standard")]
    [InlineData("ServerStandardCor", 17763, null, "windows-server-2019/standard")]
    [InlineData("ServerDataCenterEvalCore", 17763, "Server Core", "windows-server-2019/datacenter-evaluation")]
    [InlineData("ServerStandardACor", 17763, "Server Core", "windows-server-version-1809/standard")]
    [InlineData("ServerDatacenterACor", 17763, null, "windows-server-version-1809/datacenter")]
    [InlineData("ServerStandardACor", 16299, "Server Core", "windows-server-version-1709/standard")]
    [InlineData("ServerDatacenterACore", 19042, "Server Core", "windows-server-version-20h2/datacenter")]
    [InlineData("ServerTurbine", 20348, "Server", "windows-server-2022/datacenter-azure-edition")]
    [InlineData("ServerTurbineCor", 26100, "Server Core", "windows-server-2025/datacenter-azure-edition")]
    [InlineData("ServerStandard", 26100, "Server", "windows-server-2025/standard")]
    [InlineData("EnterpriseS", 10240, "Client", "windows-10/enterprise-ltsb-2015")]
    [InlineData("EnterpriseS", 14393, "Client", "windows-10/enterprise-ltsb-2016")]
    [InlineData("EnterpriseS", 17763, "Client", "windows-10/enterprise-ltsc-2019")]
    [InlineData("EnterpriseS", 19041, "Client", "windows-10/enterprise-ltsc-2021")]
    [InlineData("EnterpriseSN", 19044, "Client", "windows-10/enterprise-n-ltsc-2021")]
    [InlineData("EnterpriseS", 26100, "Client", "windows-11/enterprise-ltsc-2024")]
    [InlineData("EnterpriseSEval", 19044, "Client", "windows-10/enterprise-ltsc-2021-evaluation")]
    [InlineData("IoTEnterpriseS", 19044, "Client", "windows-iot/enterprise-ltsc-2021")]
    [InlineData("IoTEnterpriseS", 26100, "Client", "windows-iot/enterprise-ltsc-2024")]
    [InlineData("Professional", 19045, "Client", "windows-10/pro")]
    [InlineData("Professional", 22000, "Client", "windows-11/pro")]
    [InlineData("professionalworkstationn", 22631, "Client", "windows-11/pro-for-workstations-n")]
    [InlineData("EnterpriseEval", 17763, "Client", "windows-10/enterprise-evaluation")]
    public void Image_is_identified(string editionId, int build, string? type, string expected)
    {
        var edition = Windows.Identify(editionId, build, type);
        Assert.Equal(expected, edition is null ? null : $"{edition.Product}/{edition.Id}");
    }

    [Theory]
    [InlineData("Core", 19045, "Client")]
    [InlineData("HomePremium", 7600, "Client")]
    [InlineData("WindowsPE", 17763, "WindowsPE")]
    [InlineData("ServerStandard", 19045, "Server")]
    [InlineData("ServerStandard", 20349, "Server")]
    [InlineData("ServerStandard", 26200, "Server")]
    [InlineData("Professional", 19046, "Client")]
    [InlineData("Professional", 27842, "Client")]
    [InlineData("EnterpriseS", 16299, "Client")]
    [InlineData("ServerStandard", 17763, "Client")]
    [InlineData("Professional", 22000, "Server")]
    [InlineData("ServerDatacenterNano", 14393, "Nano Server")]
    [InlineData("ServerDatacenter", 14393, "Nano Server")]
    [InlineData("", 17763, null)]
    public void What_the_catalog_does_not_know_is_not_guessed(string editionId, int build, string? type) =>
        Assert.Null(Windows.Identify(editionId, build, type));

    [Fact]
    public void Shared_keys_lead_to_every_edition_that_has_them()
    {
        var pro = Windows.Find("windows-11", "pro")!;
        Assert.Equal(["windows-11", "windows-10"], Windows.FindByKey(pro.KmsKey!).Select(e => e.Product));
        Assert.All(Windows.FindByKey(ProductKey.Parse("h3rng-8c32q-q8frx-6tdxv-wmbmw")), e => Assert.Equal("datacenter", e.Id));
        Assert.Empty(Windows.FindByKey(ProductKey.Parse("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")));
    }

    [Fact]
    public void Conversion_targets_of_evaluations_are_editions_of_the_same_product() =>
        Assert.All(Windows.Editions, e => Assert.All(e.ConvertsTo, id =>
            Assert.Contains(Windows.Editions, t => t.Product == e.Product && t.EditionIds[0] == id && t.KmsKey is not null)));
}
