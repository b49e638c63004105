using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.Recipes.Text;

/// <summary>
/// Puts a text of the user's into a message: short, visible, and with anything that looks like a product key
/// masked, since a MAK may stand in the wrong place.
/// </summary>
internal static partial class Quoted
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var masked = ProductKeyLike().Replace(text, m => "XXXXX-XXXXX-XXXXX-XXXXX-" + m.Value[^5..]);
        var quoted = new StringBuilder("'");
        foreach (var rune in masked.EnumerateRunes().Take(Longest))
        {
            quoted.Append(IsVisible(rune) ? rune.ToString() : $"\\u{rune.Value:X4}");
        }

        return quoted.Append(masked.Length > Longest ? "…'" : "'").ToString();
    }

    public static bool IsVisible(string text) => text.EnumerateRunes().All(IsVisible);

    /// <summary>Format characters reorder or hide what a console shows (U+202E), so they count as invisible too.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse) &&
        rune != Rune.ReplacementChar;

    [GeneratedRegex("[A-Za-z0-9]{5}(-[A-Za-z0-9]{5}){4}", RegexOptions.CultureInvariant)]
    private static partial Regex ProductKeyLike();
}
