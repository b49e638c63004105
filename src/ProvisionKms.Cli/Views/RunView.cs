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

    public static string Title(IReadOnlyList<PlannedImage> alike)
    {
        var image = alike[0];
        return $"index {string.Join(", ", alike.Select(i => i.Index))}: {image.Product} {image.Edition}{(image.Key is { } key ? $", key {key}" : "")}";
    }

    /// <summary>Every edit of every image, and of the media beside them.</summary>
    public static void Edits(Page page, RunReport report) => page.Tree("edits",
    [
        .. Groups(report).Select(alike => new Branch(Title(alike), Facts(alike[0].Edits))),
        .. report.Media is { } media ? [new Branch(MediaTitle, Facts(media.Edits))] : Array.Empty<Branch>(),
    ]);

    public const string MediaTitle = "media";

    public static string Counts(IReadOnlyList<PlannedEdit> edits)
    {
        var counts = new[] { ("create", "created"), ("change", "changed"), ("keep", "kept") }
            .Select(word => (Done: word.Item2, Count: edits.Count(e => e.Action == word.Item1)))
            .Where(c => c.Count > 0)
            .Select(c => $"{c.Count} {c.Done}");
        return $"edits: {string.Join(", ", counts)}";
    }

    private static IReadOnlyList<(string Name, string? Value)> Facts(IEnumerable<PlannedEdit> edits) =>
        [.. edits.SelectMany(edit => new (string, string?)[] { ($"  {edit.Action,-6}", $"{edit.Kind}  {edit.Target}"), ("", edit.Value), ("", edit.Why) })];
}
