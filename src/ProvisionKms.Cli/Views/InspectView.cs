using ProvisionKms.Cli.Terminals;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

internal static class InspectView
{
    public static void Write(Page page, InspectReport report)
    {
        page.Facts(
        [
            ("image", report.Path),
            ("kind", report.Kind),
            ("images", $"{report.Images.Count}"),
            .. (report.Partitions ?? []).Select(p => ($"partition {p.Number}", (string?)Partition(p))),
        ]);
        page.Tree("images", [.. report.Images.Select(image => Image(image, page.IsDetailed))]);
    }

    private static Branch Image(InspectedImage image, bool detailed) => new(
        image.Name is { } name ? $"index {image.Index}: {name}" : $"index {image.Index}",
        [
            ("  edition", string.Join(", ", new[] { image.EditionId ?? "unknown", image.InstallationType, image.Architecture, image.Version }.OfType<string>())),
            ("  catalog", Catalog(image)),
            ("  KMS client key", image.Key),
            ("  image state", image.ImageState),
            ("  answer files", image.SetupComplete is null ? null : image.AnswerFiles.Count == 0 ? "none" : string.Join(", ", image.AnswerFiles)),
            ("  SetupComplete", image.SetupComplete switch { null => null, true => Script(image), false => "no" }),
            ("  carries the script", image.CarriesScript switch { null => null, true => "yes", false => "no" }),
            ("  first boot", image.Trigger is { } trigger ? FirstBoot(trigger) : null),
            ("  KMS host", image.KmsHost is { } host ? $"{host}{(image.KmsPort is { } port ? $":{port}" : "")}" : null),
            .. image.Agents.Select(a => ("  agent", (string?)Agent(a))),
            .. detailed ? image.Evidence.Select(e => ($"  says {e.Source}", (string?)Evidence(e))) : [],
        ]);

    private static string Partition(InspectedPartition partition) => string.Join(", ",
        new[] { partition.Name, partition.FileSystem, ByteSize.Of(partition.Length), partition.Index is { } index ? $"Windows: index {index}" : null }.OfType<string>());

    private static string Catalog(InspectedImage image) => image switch
    {
        { Product: null } => "not known",
        { Evaluation: true } => $"{image.Product} {image.Edition} (evaluation)",
        _ => $"{image.Product} {image.Edition}",
    };

    private static string Script(InspectedImage image) => string.Join(", ",
        image.SetupCompleteContents.Select(c => $"{c.Name} (line {c.Line})").Prepend("yes"));

    private static string Agent(InspectedAgent agent)
    {
        var what = agent switch
        {
            { Enabled: false } => "disabled",
            { Sets: null } => "its configuration cannot be read",
            { Sets: [] } => "leaves licensing alone",
            _ => $"sets {string.Join(", ", agent.Sets)}{(agent.KmsHost is { } host ? $" ({host})" : "")} {agent.Runs} the first-boot script",
        };
        return $"{agent.Name}: {what}";
    }

    private static string FirstBoot(ReportedTrigger trigger) => trigger.SetupComplete switch
    {
        "yes" => "SetupComplete.cmd will run",
        "after-audit" => "SetupComplete.cmd will not run yet",
        "no" => "SetupComplete.cmd will not run",
        "replaced" => "SetupComplete.cmd may be replaced",
        _ => "SetupComplete.cmd may run",
    } + $" ({trigger.Why})";

    private static string Evidence(InspectedEvidence evidence) => string.Join(", ",
        new[] { evidence.EditionId, evidence.InstallationType, evidence.Build is { } build ? $"build {build}" : null }.OfType<string>());
}
