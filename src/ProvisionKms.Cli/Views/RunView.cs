using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

/// <summary>What plan and apply show alike.</summary>
internal static class RunView
{
    public static void Head(Page page, RunReport report) => page.Facts(
        ("recipe", report.Recipe),
        ("platform", report.Platform?.Title),
        ("image", $"{report.Image.Path} ({report.Image.Kind})"),
        ("output", report.Output == report.Image.Path ? "in place" : report.Output));

    /// <summary>Images that get the very same edits are shown once: the Core and Desktop of an edition, as a rule.</summary>
    public static IEnumerable<IReadOnlyList<PlannedImage>> Groups(RunReport report) =>
        report.Images
            .GroupBy(i => (i.Product, i.Edition, i.Key, Edits: string.Join('\n', i.Edits)))
            .Select(g => g.ToList());

    public static void Title(Page page, IReadOnlyList<PlannedImage> alike)
    {
        var image = alike[0];
        var indexes = string.Join(", ", alike.Select(i => i.Index));
        page.Line();
        page.Heading($"index {indexes}: {image.Product} {image.Edition}{(image.Key is { } key ? $", key {key}" : "")}");
    }

    public static void MediaTitle(Page page)
    {
        page.Line();
        page.Heading("media");
    }

    public static void Edits(Page page, IReadOnlyList<PlannedEdit> edits)
    {
        foreach (var edit in edits)
        {
            page.Facts(($"  {edit.Action,-6}", $"{edit.Kind}  {edit.Target}"), ("", edit.Value), ("", edit.Why));
        }
    }

    public static string Counts(IReadOnlyList<PlannedEdit> edits)
    {
        var counts = new[] { ("create", "created"), ("change", "changed"), ("keep", "kept") }
            .Select(word => (Done: word.Item2, Count: edits.Count(e => e.Action == word.Item1)))
            .Where(c => c.Count > 0)
            .Select(c => $"{c.Count} {c.Done}");
        return $"edits: {string.Join(", ", counts)}";
    }
}
