using System.CommandLine;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Commands;

/// <summary>A command: its arguments and options, and what it does with them. One file each, beside this one.</summary>
internal abstract class ToolCommand(string name, string description) : Command(name, description)
{
    public abstract ExitCode Run(Invocation invocation);
}
