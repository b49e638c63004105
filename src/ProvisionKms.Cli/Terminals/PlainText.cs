using System.Globalization;
using System.Text;

namespace ProvisionKms.Cli.Terminals;

/// <summary>
/// Names from images and recipes are others' text: an escape sequence in one could recolour, rewrite or retitle the
/// reader's terminal, and a bidirectional override could make one name look like another. They are shown as a
/// replacement character instead.
/// </summary>
internal static class PlainText
{
    /// <param name="keepLines">Several lines of ours; otherwise a line break is one of theirs.</param>
    public static string Of(string text, bool keepLines = false)
    {
        if (!text.Any(IsUnprintable))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain.Append(IsUnprintable(character) && !(keepLines && character is '\r' or '\n') ? '\uFFFD' : character);
        }

        return plain.ToString();
    }

    private static bool IsUnprintable(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
