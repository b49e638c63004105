using ProvisionKms.Cli.Commands;
using ProvisionKms.Cli.Usage;

namespace ProvisionKms.Cli.Tests.Usage;

public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
        [.. CommandTree.Create(new CommonOptions()).Subcommands.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself(string command)
    {
        var run = CliRun.Of(command, "--help");

        Assert.Equal(0, (int)run.ExitCode);
        Assert.Contains($"provision-kms {command}", run.Out, StringComparison.Ordinal);
        Assert.Contains("--format", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
        Golden.Matches($"help-{command}", run.Out);
    }

    [Fact]
    public void The_tool_lists_its_commands()
    {
        var run = CliRun.Of("--help");

        Assert.Equal(0, (int)run.ExitCode);
        Golden.Matches("help", run.Out);
    }

    [Fact]
    public void The_version_is_the_version_and_nothing_else()
    {
        var run = CliRun.Of("--version");

        Assert.Equal(0, (int)run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", run.Out);
    }
}
