using System.Text.RegularExpressions;

namespace ProvisionKms.Imaging.Dism;

/// <summary>A key that is bought must not be read in any text that is kept; the last five characters tell which it was.</summary>
internal static partial class ProductKeyText
{
    public static string Hide(string text) => Key().Replace(text, "*****-*****-*****-*****-$1");

    [GeneratedRegex(@"(?<![A-Z0-9])(?:[A-Z0-9]{5}-){4}([A-Z0-9]{5})(?![A-Z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Key();
}
