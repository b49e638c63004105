using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using ProvisionKms.Cli.Commands;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli;

/// <summary>
/// One run of the tool: arguments in, exit code out. Every way in which a run can end is here: done, findings for the
/// user, cancelled, or a bug of ours.
/// </summary>
internal sealed class Application(Terminal terminal)
{
    /// <summary>Set to 1, a bug of ours shows where it happened.</summary>
    public const string DebugVariable = "PROVISIONKMS_DEBUG";

    /// <summary>Of this tool, with the revision that it was built from.</summary>
    public static string Version { get; } = typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly CommonOptions _options = new();

    public ExitCode Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var parse = CommandTree.Create(_options).Parse(arguments, CommandTree.Parser);
        var invocation = new Invocation(parse, terminal, _options, cancellation);
        var ended = RunToItsEnd(parse, invocation);
        invocation.Report(invocation.Leftovers.Found);
        return ended;
    }

    private ExitCode RunToItsEnd(ParseResult parse, Invocation invocation)
    {
        try
        {
            return Run(parse, invocation);
        }
        catch (ProvisionException failure)
        {
            return Fail(invocation, failure.Diagnostics, failure.ExitCode);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("provision-kms: cancelled");
            return Fail(invocation, [], ExitCode.Cancelled);
        }
        catch (Exception unexpected)
        {
            if (terminal.Environment(DebugVariable) == "1")
            {
                terminal.Error.WriteLine(PlainText.Of(unexpected.ToString(), keepLines: true));
            }

            return Fail(invocation, [Explain(unexpected)], ExitCode.ApplyFailed);
        }
    }

    /// <summary>A full disk or a missing permission is the user's to mend wherever it shows; the rest is a bug of ours.</summary>
    private static Diagnostic Explain(Exception unexpected) => unexpected is IOException or UnauthorizedAccessException
        ? new Diagnostic(Codes.FileAccessFailed, unexpected.Message.TrimEnd('.'), Hint: "check the disk and the permissions, then run again")
        : new Diagnostic(Codes.InternalError, $"{unexpected.GetType().Name}: {unexpected.Message.TrimEnd('.')}",
            Hint: $"please report it; {DebugVariable}=1 shows more");

    private ExitCode Run(ParseResult parse, Invocation invocation)
    {
        switch (parse.Action)
        {
            case null when parse.Errors.Count == 0 && parse.CommandResult.Command is ToolCommand command:
                return command.Run(invocation);

            // Help, the version, completion of a half-typed line.
            case { } action when action is not ParseErrorAction:
                // It would ask the console, which .NET then switches to another mode.
                if (action is HelpAction help && terminal.OutIsTerminal)
                {
                    help.MaxWidth = terminal.Width;
                }

                return (ExitCode)parse.Invoke(new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                });

            default:
                throw new ProvisionException(UsageErrors.Of(parse));
        }
    }

    private static ExitCode Fail(Invocation invocation, IReadOnlyList<Diagnostic> diagnostics, ExitCode exitCode)
    {
        invocation.Report(diagnostics);
        invocation.Failing(diagnostics);
        if (invocation.Format == OutputFormat.Json && !invocation.HasResult)
        {
            invocation.WriteDocument(CliJson.Failure(diagnostics, exitCode));
        }

        return exitCode;
    }
}
