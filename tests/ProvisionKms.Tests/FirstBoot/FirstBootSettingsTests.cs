using System.Text;
using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.Recipes;

namespace ProvisionKms.Tests.FirstBoot;

public sealed class FirstBootSettingsTests
{
    /// <summary>Microsoft's public client key for Windows Server 2019 Standard.</summary>
    internal const string PublicKey = "N69G4-B89J2-4G8F4-WWYCC-J464C";

    internal static FirstBootSettings Kms { get; } = new(
        ActivationMethod.Kms, ProductKey.Parse(PublicKey), KmsHost.Create("kms.example.net"), 12,
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), RetryTask: true, ConvertTo: null);

    [Fact]
    public void Settings_are_the_golden_file() => Golden.Check("kms.settings.ini", Encoding.ASCII.GetBytes(Kms.ToIni()));

    [Fact]
    public void Settings_of_an_evaluation_are_the_golden_file() =>
        Golden.Check("evaluation.settings.ini", Encoding.ASCII.GetBytes((Kms with { ConvertTo = "ServerStandard", RetryTask = false }).ToIni()));

    [Theory]
    [InlineData(ActivationMethod.KmsDiscovery, "kms-discovery", "0")]
    [InlineData(ActivationMethod.ActiveDirectory, "active-directory", "0")]
    [InlineData(ActivationMethod.Avma, "avma", "0")]
    [InlineData(ActivationMethod.Mak, "mak", "1")]
    public void Every_method_has_its_name_and_only_a_MAK_is_secret(ActivationMethod method, string id, string secret)
    {
        var lines = (Kms with { Method = method, Kms = null }).ToIni().Split("\r\n");

        Assert.Contains($"Method={id}", lines);
        Assert.Contains($"KeyIsSecret={secret}", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("KmsHost", StringComparison.Ordinal));
    }

    [Fact]
    public void A_MAK_that_is_installed_already_is_not_in_the_settings()
    {
        var text = (Kms with { Method = ActivationMethod.Mak, Kms = null, Key = null }).ToIni();

        Assert.DoesNotContain("Key", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_the_settings_changes_with_them()
    {
        Assert.Equal(Id(Kms), Id(Kms with { }));
        Assert.NotEqual(Id(Kms), Id(Kms with { Kms = KmsHost.Create("kms.example.net", 1689) }));
        Assert.NotEqual(Id(Kms), Id(Kms with { ConvertTo = "ServerStandard" }));

        static string Id(FirstBootSettings settings) => settings.ToIni().Split("\r\n").Single(line => line.StartsWith("SettingsId=", StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_of_a_second_are_rounded_up() =>
        Assert.Contains("IntervalSeconds=1\r\n", (Kms with { Interval = TimeSpan.FromMilliseconds(1) }).ToIni(), StringComparison.Ordinal);

    [Fact]
    public void Settings_that_lint_would_have_refused_are_a_bug()
    {
        Refused(Kms with { Kms = null });
        Refused(Kms with { Method = ActivationMethod.Avma });
        Refused(Kms with { Attempts = 0 });
        Refused(Kms with { Interval = TimeSpan.FromSeconds(-1) });
        Refused(Kms with { Deadline = TimeSpan.FromDays(2) });
        Refused(Kms with { ConvertTo = "ServerStandard & calc" });
        Refused(Kms with { ConvertTo = "" });
        Refused(Kms with { ConvertTo = "ServerStandard", Key = null });

        static void Refused(FirstBootSettings settings) => Assert.Throws<ArgumentException>(settings.ToIni);
    }
}
