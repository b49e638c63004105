using ProvisionKms.Catalog;

namespace ProvisionKms.Cli.Tests.Commands;

public sealed class PlatformsTests
{
    [Fact]
    public void Json_has_a_row_for_each_platform_with_the_fields_of_the_contract()
    {
        var rows = CliRun.Of("platforms --format json").Json.EnumerateArray().ToList();

        Assert.Equal(WindowsCatalog.Default.Platforms.Select(p => p.Id), rows.Select(r => r.GetProperty("id").GetString()));
        var dedicated = rows.Single(r => r.GetProperty("id").GetString() == "ovh-dedicated");
        Assert.Equal("kms.ovh.net", dedicated.GetProperty("kmsHost").GetString());
        Assert.Equal(1688, dedicated.GetProperty("kmsPort").GetInt32());
        Assert.NotEmpty(dedicated.GetProperty("name").GetString()!);
        Assert.NotEmpty(dedicated.GetProperty("source").GetString()!);
    }

    [Fact]
    public void Text_is_plain_when_redirected() =>
        Golden.Matches("platforms", CliRun.Of("platforms").Out);

    [Fact]
    public void Text_uses_the_width_of_a_terminal()
    {
        var run = CliRun.Of(new Surroundings { IsTerminal = true, Width = 120 }, "platforms");

        Assert.Contains('│', run.Out);
        Assert.All(run.Out.Split('\n'), l => Assert.True(l.Length <= 120, l));
    }
}
