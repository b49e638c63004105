using System.Text.Json;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Tests;

/// <summary>One run of the tool inside the test process, with its own surroundings.</summary>
internal sealed record CliRun(ExitCode ExitCode, string Out, string Error)
{
    /// <summary>Arguments separated by blanks; for paths use the other one.</summary>
    public static CliRun Of(string arguments) => Of(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static CliRun Of(params string[] arguments) => Of(new Surroundings(), arguments);

    public static CliRun Of(Surroundings surroundings, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal
        {
            Out = output,
            Error = error,
            OutIsTerminal = surroundings.IsTerminal,
            ErrorIsTerminal = surroundings.IsTerminal,
            Columns = surroundings.Width,
            Environment = name => surroundings.Environment.GetValueOrDefault(name),
        };
        var exitCode = new Application(terminal).Run(arguments, surroundings.Cancellation);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

internal sealed record Surroundings
{
    public bool IsTerminal { get; init; }

    public int Width { get; init; } = Terminal.WidthWhenRedirected;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public CancellationToken Cancellation { get; init; } = CancellationToken.None;
}
