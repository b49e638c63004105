using System.CommandLine;
using System.CommandLine.Completions;
using ProvisionKms.Catalog;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Commands;

internal sealed class KeysCommand : ToolCommand
{
    private readonly Option<string?> _product = new("--product")
    {
        Description = "Only this product, such as windows-server-2019.",
        HelpName = "ID",
    };

    private readonly Option<string?> _channel = new Option<string?>("--channel")
    {
        Description = "Only keys for KMS clients, or only for automatic virtual machine activation.",
        HelpName = "kms|avma",
    }.AcceptOnlyFromAmong("kms", "avma");

    public KeysCommand()
        : base("keys", "List the public client keys of the catalog.")
    {
        _product.CompletionSources.Add(_ => WindowsCatalog.Default.Editions.Select(edition => edition.Product).Distinct().Select(product => new CompletionItem(product)));
        Options.Add(_product);
        Options.Add(_channel);
    }

    public override ExitCode Run(Invocation invocation)
    {
        var product = invocation.Arguments.GetValue(_product);
        var channel = invocation.Arguments.GetValue(_channel);
        var editions = WindowsCatalog.Default.Editions;
        if (product is not null && !editions.Any(e => e.Product == product))
        {
            var nearest = NearestName.To(product, editions.Select(e => e.Product).Distinct());
            throw new ProvisionException(Codes.UnknownProduct, $"unknown product '{product}'",
                hint: nearest is null ? "`provision-kms keys` lists them" : $"did you mean '{nearest}'?");
        }

        IReadOnlyList<KeyRow> rows =
        [
            .. editions
                .Where(e => product is null || e.Product == product)
                .SelectMany(KeyRow.Of)
                .Where(r => channel is null || r.Channel == channel),
        ];
        invocation.Result(
            () => CliJson.Of(rows, c => c.IReadOnlyListKeyRow),
            page => KeysView.Write(page, rows));
        return ExitCode.Done;
    }
}
