using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Usage;

/// <summary>
/// Turns what the parser found into findings of ours: one per mistake, with a code and the nearest valid name.
/// The parser's own sentences are not used: they depend on the language of the machine.
/// </summary>
internal static class UsageErrors
{
    /// <summary>What a validator adds to a result; the parser keeps only a text.</summary>
    public const string OutputAndInPlace = "--output and --in-place";

    public const string BuilderIsNoUri = "--builder";

    public static IReadOnlyList<Diagnostic> Of(ParseResult parse)
    {
        var found = new DiagnosticBag();

        // A word after an unknown option was most likely meant as its value.
        var unknown = parse.UnmatchedTokens.Where(t => t.StartsWith('-')).ToList();
        found.AddRange((unknown.Count > 0 ? unknown : parse.UnmatchedTokens).Select(token => Unmatched(parse, token)));

        // An unknown word explains whatever is missing after it.
        if (found.Count == 0)
        {
            found.AddRange(parse.Errors.Select(error => Of(parse, error)).Distinct());
        }

        if (found.Count == 0)
        {
            found.Add(MissingCommand(parse));
        }

        return [.. found];
    }

    private static Diagnostic Unmatched(ParseResult parse, string token)
    {
        var command = parse.CommandResult.Command;
        if (token.StartsWith('-'))
        {
            var options = OptionsOf(parse.CommandResult).Select(o => o.Name).ToList();
            return new Diagnostic(Codes.UnknownOption, $"unknown option '{token}'", Hint: DidYouMean(token, options)
                ?? $"`{Invocation(command)} --help` lists the options");
        }

        if (command is RootCommand)
        {
            return new Diagnostic(Codes.UnknownCommand, $"unknown command '{token}'",
                Hint: DidYouMean(token, [.. command.Subcommands.Select(c => c.Name)]) ?? "`provision-kms --help` lists the commands");
        }

        return new Diagnostic(Codes.UnexpectedArgument, $"unexpected argument '{token}'",
            Hint: $"`{Invocation(command)} --help` shows what it expects; a path with a space needs quotes");
    }

    private static Diagnostic Of(ParseResult parse, ParseError error)
    {
        if (error.Message == OutputAndInPlace)
        {
            return new Diagnostic(Codes.ConflictingOptions, $"{OutputAndInPlace} contradict each other", Hint: "give one of them");
        }

        if (error.Message == BuilderIsNoUri)
        {
            return new Diagnostic(Codes.InvalidOptionValue, $"{BuilderIsNoUri} is no URI", Hint: "such as https://ci.example.net/jobs/17");
        }

        return error.SymbolResult switch
        {
            OptionResult option => Of(parse, option),
            ArgumentResult { Parent: OptionResult option } => Of(parse, option),
            ArgumentResult { Tokens: [.., var given] } argument => Refused(argument.Argument, given.Value),
            ArgumentResult argument => MissingArgument(parse, argument.Argument),
            CommandResult { Command: RootCommand } => MissingCommand(parse),
            CommandResult command => command.Command.Arguments.FirstOrDefault(a => parse.GetResult(a) is not { Tokens.Count: > 0 }) is { } missing
                ? MissingArgument(parse, missing)
                : MissingOption(command),
            _ => new Diagnostic(Codes.UnexpectedArgument, error.Message),
        };
    }

    private static Diagnostic Of(ParseResult parse, OptionResult result)
    {
        var option = result.Option;
        if (result.Implicit)
        {
            return MissingOption(parse.CommandResult);
        }

        if (result.Tokens.Count == 0)
        {
            return new Diagnostic(Codes.MissingArgument, $"{option.Name} needs a value",
                Hint: $"{option.Name} {option.HelpName}");
        }

        if (result.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues == 1)
        {
            return new Diagnostic(Codes.InvalidOptionValue, $"{option.Name} is given more than once", Hint: "give it once");
        }

        var value = result.Tokens[^1].Value;
        var valid = option.HelpName?.Split('|') ?? [];
        return new Diagnostic(Codes.InvalidOptionValue, $"{option.Name} does not accept '{value}'",
            Hint: DidYouMean(value, valid) ?? $"it accepts {string.Join(", ", valid)}");
    }

    private static Diagnostic Refused(Argument argument, string given)
    {
        var valid = argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label).ToList();
        return new Diagnostic(Codes.InvalidOptionValue, $"{argument.Name} does not accept '{given}'", Hint: DidYouMean(given, valid) ?? $"it accepts {string.Join(", ", valid)}");
    }

    private static Diagnostic MissingArgument(ParseResult parse, Argument argument)
    {
        var command = parse.CommandResult.Command;
        return new Diagnostic(Codes.MissingArgument, $"{command.Name} needs {argument.Name}",
            Hint: $"`{Invocation(command)} --help` shows what it expects");
    }

    private static Diagnostic MissingOption(CommandResult result)
    {
        var missing = result.Command.Options.FirstOrDefault(o => o.Required && result.GetResult(o) is not { Tokens.Count: > 0 });
        return new Diagnostic(Codes.MissingArgument, $"{result.Command.Name} needs {missing?.Name} {missing?.HelpName}",
            Hint: $"`{Invocation(result.Command)} --help` shows what it expects");
    }

    private static Diagnostic MissingCommand(ParseResult parse) =>
        new(Codes.MissingArgument, "a command is missing",
            Hint: $"one of {string.Join(", ", parse.RootCommandResult.Command.Subcommands.Select(c => c.Name))}; `provision-kms --help` says more");

    private static string Invocation(Command command) =>
        command is RootCommand ? "provision-kms" : $"provision-kms {command.Name}";

    private static IEnumerable<Option> OptionsOf(CommandResult result) =>
        result.Parent is CommandResult parent
            ? result.Command.Options.Concat(OptionsOf(parent).Where(o => o.Recursive))
            : result.Command.Options;

    private static string? DidYouMean(string given, IReadOnlyList<string> valid) =>
        NearestName.To(given, valid) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
