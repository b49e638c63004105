using System.CommandLine;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Commands;

/// <summary>Prints what makes a shell ask this tool for completions; the answers are System.CommandLine's, of the commands as they are.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    private static readonly string[] s_shells = ["bash", "zsh", "fish", "powershell"];

    private readonly Argument<string> _shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", s_shells)}." }.AcceptOnlyFromAmong(s_shells);

    public CompletionCommand()
        : base("completion", "Print the script that completes commands and options in a shell.") => Arguments.Add(_shell);

    public override ExitCode Run(Invocation invocation)
    {
        using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/{invocation.Arguments.GetRequiredValue(_shell)}")!);
        invocation.WriteDocument(script.ReadToEnd().TrimEnd());
        return ExitCode.Done;
    }
}
