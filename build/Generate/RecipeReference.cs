using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;

namespace ProvisionKms.Generate;

/// <summary>The tables of docs/recipe.md.</summary>
internal static class RecipeReference
{
    private const string Page = "docs/recipe.md";

    public static IEnumerable<GeneratedFile> Files(string root) =>
        [GeneratedFile.Part(root, Page, "keys", Keys()).With("codes", FindingCodes())];

    private static string Keys()
    {
        var table = new StringBuilder("| key | value | default | example | |\n| --- | --- | --- | --- | --- |\n");
        foreach (var section in RecipeKeys.Sections)
        {
            foreach (var key in section.Keys)
            {
                var name = section.Name.Length == 0 ? key.Name : $"{section.Name}.{key.Name}";
                var @default = key.IsRequired ? "required" : key is SectionKey ? "" : key.Default;
                table.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{name}` | {key.Wanted} | {@default} | `{key.Name}: {key.Example}` | {key.Description} |\n");
            }
        }

        return table.ToString();
    }

    private static string FindingCodes()
    {
        var table = new StringBuilder("| code | | what it means |\n| --- | --- | --- |\n");
        foreach (var code in Codes.All.Where(c => c.Number is >= 1001 and < 1100))
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {code.Id} | {code.Severity.ToString().ToLowerInvariant()} | {code.Title} |\n");
        }

        return table.ToString();
    }
}
