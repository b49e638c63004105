using ProvisionKms.Samples;

namespace ProvisionKms.Windows.Tests.Cli;

internal static class RecipeTexts
{
    public const string Plain = SampleRecipe.Text;

    /// <summary>An evaluation image becomes Standard.</summary>
    public static string Standard { get; } = Plain
        .Replace("product: auto", "product: windows-server-2019", StringComparison.Ordinal)
        .Replace("edition: auto", "edition: standard", StringComparison.Ordinal);
}
