using System.Text;

namespace ProvisionKms.Catalog;

/// <summary>
/// The ids that recipes use, made from Microsoft's names: lower case, dots kept, everything else that is no letter or digit
/// one hyphen. <c>Windows Server, version 1809</c> is <c>windows-server-version-1809</c>, <c>Windows 8.1</c> is <c>windows-8.1</c>.
/// </summary>
internal static class CatalogId
{
    public static string Of(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
            {
                id.Append(char.ToLowerInvariant(c));
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        return id.ToString().TrimEnd('-');
    }
}
