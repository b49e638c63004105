using ProvisionKms.Catalog;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Commands;

internal sealed class PlatformsCommand() : ToolCommand("platforms", "List the platforms of the catalog and their KMS hosts.")
{
    public override ExitCode Run(Invocation invocation)
    {
        IReadOnlyList<PlatformRow> rows = [.. WindowsCatalog.Default.Platforms.Select(PlatformRow.Of)];
        invocation.Result(
            () => CliJson.Of(rows, c => c.IReadOnlyListPlatformRow),
            page => PlatformsView.Write(page, rows));
        return ExitCode.Done;
    }
}
