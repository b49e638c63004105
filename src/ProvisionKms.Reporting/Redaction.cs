using System.Text.RegularExpressions;
using ProvisionKms.Catalog;

namespace ProvisionKms.Reporting;

/// <summary>
/// Takes out of others' texts what is nobody's business: product keys that Microsoft has not published, and the passwords of answer files
/// (https://learn.microsoft.com/windows-hardware/customize/desktop/wsim/hide-sensitive-data-in-an-answer-file).
/// </summary>
internal static partial class Redaction
{
    private const string Hidden = "(hidden)";

    private static readonly HashSet<string> s_public = [.. WindowsCatalog.Default.Editions.SelectMany(KeysOf)];

    /// <summary>A script that is longer was not written for a reader.</summary>
    private const int LongestShown = 1 << 18;

    /// <summary>A text that nobody has written could keep the search for passwords busy for hours.</summary>
    private const int MostMilliseconds = 2000;

    /// <returns>Null for a text that is too long, or too odd, to say what in it is secret.</returns>
    public static string? Of(string text)
    {
        if (text.Length > LongestShown)
        {
            return null;
        }

        try
        {
            return Password().Replace(
                Key().Replace(text, key => s_public.Contains(key.Value.ToUpperInvariant()) ? key.Value : ProductKey.Parse(key.Value).ToString()),
                password => password.Groups["open"].Value + Hidden + password.Groups["close"].Value);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static IEnumerable<string> KeysOf(CatalogEdition edition) =>
        new[] { edition.KmsKey, edition.AvmaKey }.OfType<ProductKey>().Select(key => key.Reveal());

    [GeneratedRegex(@"\b[A-Z0-9]{5}(-[A-Z0-9]{5}){4}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    /// <summary>AdministratorPassword, Password and their like, with or without a Value inside.</summary>
    [GeneratedRegex(@"(?<open><(?<name>(\w+:)?\w*Password)\b[^<>]*(?<!/)>)(?<secret>.*?)(?<close></\k<name>\s*>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, MostMilliseconds)]
    private static partial Regex Password();
}
