using System.CommandLine;
using ProvisionKms.Catalog;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

/// <summary>A command that works on one recipe.</summary>
internal abstract class RecipeCommand : ToolCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "The recipe file." };

    protected RecipeCommand(string name, string description)
        : base(name, description)
    {
        Arguments.Add(_recipe);
        Overrides.AddTo(this);
    }

    protected RecipeOptions Overrides { get; } = new();

    public sealed override ExitCode Run(Invocation invocation)
    {
        var file = invocation.Arguments.GetRequiredValue(_recipe);
        var result = RecipeReader.Read(file, Overrides.Of(invocation.Arguments), WindowsCatalog.Default, invocation.Terminal.Environment);
        if (result.Recipe is not { } recipe)
        {
            throw new ProvisionException(result.Diagnostics);
        }

        invocation.Report(result.Diagnostics);
        return Run(invocation, recipe);
    }

    protected abstract ExitCode Run(Invocation invocation, Recipe recipe);
}
