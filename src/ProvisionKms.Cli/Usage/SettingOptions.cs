using System.CommandLine;
using System.CommandLine.Completions;
using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Usage;

/// <summary>The values of a recipe that any number of runs may share; where a run reads and writes is its own.</summary>
internal sealed class SettingOptions
{
    private readonly Option<string?> _platform = new("--platform")
    {
        Description = "Where the image will run, instead of the recipe's platform.",
        HelpName = "ID",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set one value of the recipe, such as activation.attempts=3; may be repeated.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        _platform.CompletionSources.Add(_ => WindowsCatalog.Default.Platforms.Select(platform => new CompletionItem(platform.Id)));
        command.Options.Add(_platform);
        command.Options.Add(_set);
    }

    public RecipeOverrides Of(ParseResult parse) => new()
    {
        Platform = parse.GetValue(_platform),
        Set = parse.GetValue(_set) ?? [],
    };
}
