using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

/// <summary>The differences themselves are diagnostics on standard error.</summary>
internal static class VerifyView
{
    private static readonly Column[] s_columns = [new("Index"), new("Product"), new("Edition"), new("Present")];

    public static void Write(Page page, VerifyReport report)
    {
        page.Table(s_columns, report.Images.Select(image => Row($"{image.Index}", image.Product, image.Edition, image.Edits, report.MissingOf(image)))
            .Concat(report.Media is { } media ? [Row(RunView.MediaTitle, null, null, media.Edits, report.MissingOf(media))] : []));
        if (page.IsDetailed)
        {
            page.Tree("edits",
            [
                .. report.Images.Select(image => Branch(RunView.Title([image]), image.Edits, report.MissingOf(image))),
                .. report.Media is { } beside ? [Branch(RunView.MediaTitle, beside.Edits, report.MissingOf(beside))] : Array.Empty<Branch>(),
            ]);
        }

        page.Line();
        page.Facts(
            ("planned", $"{report.Planned} edits"),
            ("present", $"{report.Present}"),
            ("not planned", $"{report.UnplannedChanges.Count}"));
        page.Verdict(report.Ok, report.Ok ? "The image is what the recipe asks for." : "The image is not what the recipe asks for.");
    }

    private static string?[] Row(string index, string? product, string? edition, IReadOnlyList<PlannedEdit> edits, IReadOnlyList<PlannedEdit> missing) =>
        [index, product, edition, $"{edits.Count - missing.Count} of {edits.Count}"];

    private static Branch Branch(string title, IEnumerable<PlannedEdit> edits, IReadOnlyList<PlannedEdit> missing) => new(
        title, [.. edits.Select(edit => ($"  {(missing.Contains(edit) ? "missing" : "present")}", (string?)$"{edit.Kind}  {edit.Target}"))]);
}
