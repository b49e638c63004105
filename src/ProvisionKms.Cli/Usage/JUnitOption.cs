using System.CommandLine;
using ProvisionKms.Reporting.JUnit;

namespace ProvisionKms.Cli.Usage;

/// <summary>Where the results go that CI systems show as tests.</summary>
internal sealed class JUnitOption
{
    private readonly Option<string?> _file = new("--junit")
    {
        Description = "Also write the results as tests, in JUnit's XML, for a CI system to show.",
        HelpName = "FILE",
    };

    public void AddTo(Command command) => command.Options.Add(_file);

    /// <summary>The option and its file, for <see cref="ReportPaths"/>.</summary>
    public (string Name, string? Path) Of(ParseResult parse) => (_file.Name, parse.GetValue(_file));

    /// <summary>
    /// However the run fails from now on, the file says so, and no older one that all was well. Not before <see cref="ReportPaths"/> has
    /// seen that the file is none of the run's own.
    /// </summary>
    public void TellFailure(Invocation invocation) =>
        invocation.Failing = errors => Write(invocation, () => JUnitReport.Of(invocation.Arguments.CommandResult.Command.Name, errors));

    /// <summary>Writes the file if it was asked for.</summary>
    public void Write(Invocation invocation, Func<string> report)
    {
        if (invocation.Arguments.GetValue(_file) is { } file)
        {
            invocation.WriteReport(file, report());
        }
    }
}
