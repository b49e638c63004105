using System.Text.RegularExpressions;
using ProvisionKms.Catalog;

namespace ProvisionKms.Rehearsal.Reports;

/// <summary>
/// Command lines and logs as they may be shown: of everything that looks like a product key and is not one of Microsoft's
/// public ones, only the last five characters.
/// </summary>
internal sealed partial class ShownText(WindowsCatalog catalog)
{
    public string Of(string text) => Key().Replace(text, match =>
        ProductKey.TryParse(match.Value, out var key) && catalog.FindByKey(key).Count == 0 ? key.ToString() : match.Value);

    [GeneratedRegex("[A-Z0-9]{5}(-[A-Z0-9]{5}){4}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
