using System.CommandLine;
using ProvisionKms.Catalog;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

internal sealed class LintCommand : ToolCommand
{
    private readonly Argument<string[]> _recipes = new("RECIPE")
    {
        Description = "Recipe files, or folders that hold some.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly RecipeOptions _options = new();

    public LintCommand()
        : base("lint", "Check recipes without looking at an image.")
    {
        Arguments.Add(_recipes);
        _options.AddTo(this);
    }

    public override ExitCode Run(Invocation invocation)
    {
        var found = new DiagnosticBag();
        var linted = new List<LintedRecipe>();
        foreach (var file in RecipeFiles.Named(invocation.Arguments.GetRequiredValue(_recipes), found))
        {
            invocation.Cancellation.ThrowIfCancellationRequested();
            var result = RecipeReader.Read(file, _options.Of(invocation.Arguments), WindowsCatalog.Default, invocation.Terminal.Environment);
            var ok = !result.Diagnostics.Any(d => d.Severity == Severity.Error);
            linted.Add(new LintedRecipe(file, result.Recipe?.Name, ok));
            found.AddRange(result.Diagnostics);
        }

        var exitCode = found.HasErrors ? ExitCode.InvalidUsage : ExitCode.Done;
        var lint = new LintDocument(!found.HasErrors, linted, ReportedDiagnostic.Of(found), (int)exitCode);
        invocation.Report(found);
        invocation.Result(() => CliJson.Of(lint, c => c.LintDocument), page => LintView.Write(page, lint));
        return exitCode;
    }
}
