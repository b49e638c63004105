using ProvisionKms.Catalog;

namespace ProvisionKms.Tests.Catalog;

public class ProductKeyChecksumTests
{
    private const string Letters = "BCDFGHJKMPQRTVWXY2346789N";

    public static TheoryData<string> KmsKeysWithN => Keys(CatalogData.KmsClientKeys);

    public static TheoryData<string> AvmaKeysWithN => Keys(CatalogData.AvmaKeys);

    [Theory, MemberData(nameof(KmsKeysWithN))]
    public void Every_client_key_with_an_N_is_valid(string key) => Assert.True(ProductKeyChecksum.IsValid(ProductKey.Parse(key)));

    [Theory, MemberData(nameof(AvmaKeysWithN))]
    public void Every_avma_key_is_valid_and_has_an_N(string key) => Assert.True(ProductKeyChecksum.IsValid(ProductKey.Parse(key)));

    [Fact]
    public void All_avma_keys_have_an_N() =>
        Assert.All(CatalogData.AvmaKeys, row => Assert.True(ProductKeyChecksum.Applies(ProductKey.Parse(row["key"]))));

    [Theory]
    [InlineData("YFKBB-PQJJV-G996G-VWGXY-2V3X8")]
    [InlineData("33PXH-7Y6KF-2VJC9-XBBR8-HVTHH")]
    [InlineData("AAAAA-00000-EEEEE-IIIII-OOOOO")]
    public void Key_without_N_is_not_judged(string key)
    {
        Assert.False(ProductKeyChecksum.Applies(ProductKey.Parse(key)));
        Assert.True(ProductKeyChecksum.IsValid(ProductKey.Parse(key)));
    }

    [Theory]
    [InlineData("NNN4K-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("N69G4-B89J2-4G8F4-WWYCC-J464A")]
    [InlineData("N69G4-B89J2-4G8F4-WWYCC-J4640")]
    [InlineData("99999-99999-99999-99999-9999N")]
    public void Text_that_no_key_encodes_to_is_invalid(string key) => Assert.False(ProductKeyChecksum.IsValid(ProductKey.Parse(key)));

    [Theory]
    [InlineData("N69G4-B89J2-4G8F4-WWYCC-J464C")]
    [InlineData("WMDGN-G9PQG-XVVXX-R3X43-63DFG")]
    [InlineData("W269N-WFGWX-YVC9B-4J6C9-T83GX")]
    [InlineData("TVRH6-WHNXV-R9WG3-9XRFY-MY832")]
    [InlineData("H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW")]
    public void Nearly_every_mistyped_letter_is_found(string key)
    {
        var mutations = (
            from at in Enumerable.Range(0, key.Length)
            where key[at] is not ('-' or 'N')
            from letter in Letters
            where letter != key[at]
            select key[..at] + letter + key[(at + 1)..]).ToList();
        var missed = mutations.Count(m => ProductKeyChecksum.IsValid(ProductKey.Parse(m)));

        // Ten bits: by chance one in 1,024 passes.
        Assert.Equal(24 * 24, mutations.Count);
        Assert.InRange(missed, 0, 3);
    }

    [Fact]
    public void Swapped_neighbours_are_nearly_always_found()
    {
        var swaps = CatalogData.KmsClientKeys.Concat(CatalogData.AvmaKeys)
            .Select(row => row["key"]).Distinct().Where(k => k.Contains('N', StringComparison.Ordinal))
            .SelectMany(Swaps).ToList();
        var missed = swaps.Count(m => ProductKeyChecksum.IsValid(ProductKey.Parse(m)));
        Assert.InRange((double)missed / swaps.Count, 0, 0.004);
    }

    private static IEnumerable<string> Swaps(string key) =>
        from at in Enumerable.Range(0, key.Length - 1)
        where key[at] != '-' && key[at + 1] != '-' && key[at] != key[at + 1]
        select key[..at] + key[at + 1] + key[at] + key[(at + 2)..];

    private static TheoryData<string> Keys(IEnumerable<IReadOnlyDictionary<string, string>> rows) =>
        [.. rows.Select(r => r["key"]).Distinct().Where(k => k.Contains('N', StringComparison.Ordinal))];
}
