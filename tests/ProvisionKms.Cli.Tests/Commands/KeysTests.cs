using System.Text.Json;
using ProvisionKms.Catalog;

namespace ProvisionKms.Cli.Tests.Commands;

public sealed class KeysTests
{
    [Fact]
    public void Json_has_a_row_for_each_key_of_the_catalog()
    {
        var rows = CliRun.Of("keys --format json").Json.EnumerateArray().ToList();

        var expected = WindowsCatalog.Default.Editions
            .SelectMany(e => new[] { e.KmsKey, e.AvmaKey })
            .OfType<ProductKey>()
            .Select(k => k.Reveal());
        Assert.Equal(expected, rows.Select(r => r.GetProperty("key").GetString()));
    }

    [Fact]
    public void A_row_has_the_fields_of_the_contract()
    {
        var row = CliRun.Of("keys --format json --product windows-server-2019 --channel kms").Json[0];

        Assert.Equal("windows-server-2019", row.GetProperty("product").GetString());
        Assert.Equal("standard", row.GetProperty("edition").GetString());
        Assert.Equal("Windows Server 2019 Standard", row.GetProperty("name").GetString());
        Assert.Equal("kms", row.GetProperty("channel").GetString());
        Assert.Equal("N69G4-B89J2-4G8F4-WWYCC-J464C", row.GetProperty("key").GetString());
        Assert.Equal("ServerStandard", row.GetProperty("editionIds")[0].GetString());
        Assert.Equal("17763", row.GetProperty("builds")[0].GetString());
        Assert.NotEmpty(row.GetProperty("source").GetString()!);
    }

    [Theory]
    [InlineData("kms")]
    [InlineData("avma")]
    public void A_channel_shows_only_its_keys(string channel)
    {
        var rows = CliRun.Of($"keys --format json --channel {channel}").Json.EnumerateArray().ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal(channel, r.GetProperty("channel").GetString()));
    }

    [Fact]
    public void Text_fits_80_columns_and_never_breaks_a_key()
    {
        var lines = CliRun.Of("keys").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, l => Assert.True(l.Length <= 80, l));
        Assert.All(lines.Skip(1).Where(l => l.Contains('-', StringComparison.Ordinal) && l.TrimEnd().Length > 50),
            l => Assert.Matches("[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$", l));
    }

    [Fact]
    public void Text_of_a_product() =>
        Golden.Matches("keys", CliRun.Of("keys --product windows-server-2019").Out);

    [Fact]
    public void Text_in_detail() =>
        Golden.Matches("keys-detailed", CliRun.Of("keys --product windows-server-2019 --channel avma --verbosity detailed").Out);

    [Fact]
    public void An_unknown_product_is_refused_with_the_nearest_name()
    {
        var run = CliRun.Of("keys --product windows-server-2109");

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Contains("PKMS1107: unknown product 'windows-server-2109'; did you mean 'windows-server-2019'?", run.Error, StringComparison.Ordinal);
    }
}
