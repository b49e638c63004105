using System.CommandLine;
using ProvisionKms.Cli.Terminals;

namespace ProvisionKms.Cli.Usage;

/// <summary>What every command accepts.</summary>
internal sealed class CommonOptions
{
    public Option<string> Format { get; } = OneOf("--format", "Form of the result on standard output.", "text", "json");

    public Option<string> Verbosity { get; } = OneOf("--verbosity", "How much is told beside the result.", "normal", "quiet", "detailed");

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "No colours (also: the environment variable NO_COLOR).",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Options.Add(Format);
        root.Options.Add(Verbosity);
        root.Options.Add(NoColor);
    }

    /// <summary>Read leniently: also a command line with errors is answered in the form that it asks for.</summary>
    public OutputFormat FormatOf(ParseResult parse) =>
        Text(parse, Format) == "json" ? OutputFormat.Json : OutputFormat.Text;

    public Verbosity VerbosityOf(ParseResult parse) => Text(parse, Verbosity) switch
    {
        "quiet" => Terminals.Verbosity.Quiet,
        "detailed" => Terminals.Verbosity.Detailed,
        _ => Terminals.Verbosity.Normal,
    };

    /// <summary>https://no-color.org: set to anything but the empty text.</summary>
    public bool ColorOf(ParseResult parse, Terminal terminal) =>
        terminal.UnderstandsEscapes &&
        !parse.Tokens.Any(t => t.Value == NoColor.Name) &&
        string.IsNullOrEmpty(terminal.Environment("NO_COLOR")) &&
        terminal.Environment("TERM") != "dumb";

    private static string? Text(ParseResult parse, Option option) =>
        parse.GetResult(option)?.Tokens is [.., var last] ? last.Value : null;

    private static Option<string> OneOf(string name, string description, string defaultValue, params string[] others)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} Default: {defaultValue}.",
            HelpName = string.Join('|', [defaultValue, .. others]),
            Recursive = true,
        };
        return option.AcceptOnlyFromAmong([defaultValue, .. others]);
    }
}
