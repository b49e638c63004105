using System.CommandLine;
using ProvisionKms.Diagnostics;
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

    /// <summary>Does the work that is reported on. Where it fails, the file says so, and no older one that all was well.</summary>
    public T Watch<T>(Invocation invocation, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ProvisionException failure)
        {
            Write(invocation, () => JUnitReport.Of(invocation.Arguments.CommandResult.Command.Name, failure));
            throw;
        }
    }

    /// <summary>Writes the file if it was asked for.</summary>
    public void Write(Invocation invocation, Func<string> report)
    {
        if (invocation.Arguments.GetValue(_file) is { } file)
        {
            invocation.WriteReport(file, report());
        }
    }
}
