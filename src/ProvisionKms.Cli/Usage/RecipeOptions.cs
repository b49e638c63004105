using System.CommandLine;
using System.CommandLine.Completions;
using ProvisionKms.Catalog;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Usage;

/// <summary>What every command that takes a recipe accepts: the parts of it that differ from one run to the next.</summary>
internal sealed class RecipeOptions
{
    public Option<string?> Image { get; } = new("--image")
    {
        Description = "The image to work on, instead of the recipe's.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Where the result is written, instead of the recipe's output.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _inPlace = new("--in-place")
    {
        Description = "Edit the image itself, whatever output the recipe names.",
    };

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
        command.Options.Add(Image);
        command.Options.Add(_output);
        command.Options.Add(_inPlace);
        command.Options.Add(_platform);
        command.Options.Add(_set);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_inPlace) && result.GetValue(_output) is not null)
            {
                result.AddError(UsageErrors.OutputAndInPlace);
            }
        });
    }

    public RecipeOverrides Of(ParseResult parse) => new()
    {
        Image = parse.GetValue(Image),
        Output = parse.GetValue(_output),
        InPlace = parse.GetValue(_inPlace),
        Platform = parse.GetValue(_platform),
        Set = parse.GetValue(_set) ?? [],
    };
}
