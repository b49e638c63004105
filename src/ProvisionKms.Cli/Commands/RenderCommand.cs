using System.CommandLine;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

internal sealed class RenderCommand : RecipeCommand
{
    private readonly Option<string> _to = new("--to")
    {
        Description = "The folder to write to; it is made.",
        HelpName = "DIR",
        Required = true,
    };

    public RenderCommand()
        : base("render", "Write the answer files, scripts and $OEM$ tree as files.")
    {
        Options.Add(_to);
    }

    protected override ExitCode Run(Invocation invocation, Recipe recipe)
    {
        var directory = Path.GetFullPath(invocation.Arguments.GetRequiredValue(_to));
        var files = Composition.Provisioner().Render(recipe, directory);
        var document = new RenderDocument(directory, files);
        invocation.Result(() => CliJson.Of(document, c => c.RenderDocument), page => RenderView.Write(page, document));
        return ExitCode.Done;
    }
}
