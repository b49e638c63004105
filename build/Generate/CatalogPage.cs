using System.Globalization;
using System.Text;
using ProvisionKms.Catalog;

namespace ProvisionKms.Generate;

/// <summary>docs/catalog.md: the editions and platforms that are known.</summary>
internal static class CatalogPage
{
    public static GeneratedFile File()
    {
        var page = new StringBuilder("""
            # Editions and platforms

            <!-- Generated from the catalog by: dotnet run --project build/Generate -->

            ## Platforms

            | id | provider | what runs there | KMS host |
            | --- | --- | --- | --- |

            """);
        foreach (var platform in WindowsCatalog.Default.Platforms)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{platform.Id}` | {platform.Provider} | {platform.Name} | {platform.Kms} |\n");
        }

        page.Append("""

            ## Editions

            The ids are those of `product:` and `edition:` in a recipe. An edition is recognised by EditionID, build and
            installation type, never by its name. Evaluation editions have no key: they are converted at first boot.
            The keys are Microsoft's public client setup keys; `provision-kms keys` prints them with their sources.

            | product | edition | EditionID | builds | installation | KMS client key | AVMA key |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var edition in WindowsCatalog.Default.Editions)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"| `{edition.Product}` | `{edition.Id}` | {string.Join(", ", edition.EditionIds)} | {string.Join(", ", edition.Builds)} | {string.Join(", ", edition.InstallationTypes)} | {Key(edition, edition.KmsKey)} | {Key(edition, edition.AvmaKey)} |\n");
        }

        return new GeneratedFile("docs/catalog.md", page.ToString().ReplaceLineEndings("\n"));
    }

    private static string Key(CatalogEdition edition, ProductKey? key) =>
        key is not null ? $"`{key.Reveal()}`" : edition.IsEvaluation ? $"converts to {string.Join(", ", edition.ConvertsTo)}" : "";
}
