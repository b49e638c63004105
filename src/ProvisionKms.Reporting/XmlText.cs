using System.Xml;

namespace ProvisionKms.Reporting;

/// <summary>Others' text for XML and HTML: characters that neither has room for, or that turn the reading order, become a replacement.</summary>
internal static class XmlText
{
    public static string Plain(string text) => text.All(IsText) ? text : new string([.. text.Select(c => IsText(c) ? c : '\uFFFD')]);

    private static bool IsText(char character) =>
        XmlConvert.IsXmlChar(character) && character is not ('\u202A' or '\u202B' or '\u202C' or '\u202D' or '\u202E' or (>= '\u2066' and <= '\u2069'));
}
