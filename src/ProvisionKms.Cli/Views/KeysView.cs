using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

internal static class KeysView
{
    public static void Write(Page page, IReadOnlyList<KeyRow> rows)
    {
        if (page.IsDetailed)
        {
            foreach (var row in rows)
            {
                page.Heading(row.Name);
                page.Facts(
                    ("  recipe", $"product: {row.Product}, edition: {row.Edition}"),
                    ("  key", $"{row.Key} ({row.Channel})"),
                    ("  EditionID", string.Join(", ", row.EditionIds)),
                    ("  builds", string.Join(", ", row.Builds)),
                    ("  source", row.Source));
            }

            return;
        }

        page.Table(
            [new("product"), new("edition", Wraps: true), new("for"), new("key")],
            rows.Select(r => new[] { r.Product, r.Edition, r.Channel, r.Key }));
    }
}
