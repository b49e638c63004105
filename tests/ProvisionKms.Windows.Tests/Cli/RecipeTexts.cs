namespace ProvisionKms.Windows.Tests.Cli;

internal static class RecipeTexts
{
    public const string Plain = """
        recipe: 1
        name: sample
        product: auto
        edition: auto
        platform: ovh-dedicated
        image: { path: install.wim }
        output: { path: out/install.wim }
        """;

    /// <summary>An evaluation image becomes Standard.</summary>
    public static string Standard { get; } = Plain
        .Replace("product: auto", "product: windows-server-2019", StringComparison.Ordinal)
        .Replace("edition: auto", "edition: standard", StringComparison.Ordinal);
}
