using ProvisionKms.Cli.Json;

namespace ProvisionKms.Cli.Views;

internal static class PlatformsView
{
    public static void Write(Page page, IReadOnlyList<PlatformRow> rows)
    {
        Column[] columns = [new("platform"), new("KMS host"), new("port"), new("name", Wraps: true), new("source", Wraps: true)];
        page.Table(
            page.IsDetailed ? columns : columns[..^1],
            rows.Select(r => new[] { r.Id, r.KmsHost, $"{r.KmsPort}", r.Name, r.Source }));
    }
}
