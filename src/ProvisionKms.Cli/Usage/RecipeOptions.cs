using System.CommandLine;
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

    private readonly SettingOptions _settings = new();

    public void AddTo(Command command)
    {
        command.Options.Add(Image);
        command.Options.Add(_output);
        command.Options.Add(_inPlace);
        _settings.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_inPlace) && result.GetValue(_output) is not null)
            {
                result.AddError(UsageErrors.OutputAndInPlace);
            }
        });
    }

    public RecipeOverrides Of(ParseResult parse) => _settings.Of(parse) with
    {
        Image = parse.GetValue(Image),
        Output = parse.GetValue(_output),
        InPlace = parse.GetValue(_inPlace),
    };
}
