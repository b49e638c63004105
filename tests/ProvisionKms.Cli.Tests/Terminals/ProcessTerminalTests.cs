using System.Diagnostics;
using ProvisionKms.Cli.Tests.Commands;

namespace ProvisionKms.Cli.Tests.Terminals;

/// <summary>The tool on a real terminal, which script(1) makes for it.</summary>
public sealed class ProcessTerminalTests : IDisposable
{
    private readonly ImageFolder _folder = ImageFolder.Server2019();

    [Fact]
    public void Who_wants_no_colour_gets_no_escape_sequence_at_all()
    {
        string[][] commands =
        [
            ["--help"], ["--version"], ["keys"], ["platforms"], ["doctor"], ["keys", "--bogus"],
            ["apply", _folder.Recipe], ["inspect", _folder.Output], ["verify", _folder.Recipe, "--image", _folder.Output, "--verbosity", "detailed"],
        ];

        Assert.All(commands, command => Assert.DoesNotContain('\e', OnTerminal(80, "NO_COLOR=1", command)));
        Assert.All(commands[2..4], command => Assert.DoesNotContain('\e', OnTerminal(80, "TERM=xterm", [.. command, "--no-color"])));
        Assert.Contains('\e', OnTerminal(80, "TERM=xterm", "plan", _folder.Recipe));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void A_result_takes_its_width_from_the_terminal(int columns)
    {
        var longest = OnTerminal(columns, "NO_COLOR=1", "plan", _folder.Recipe).Split('\n').Max(line => line.TrimEnd().Length);

        Assert.InRange(longest, columns - 25, columns);
    }

    [Fact]
    public void Findings_are_on_the_terminal_where_the_result_goes_elsewhere()
    {
        var shown = OnTerminal(80, "TERM=xterm", "plan", In("none.yaml"), ">" + In("out.txt"));

        Assert.Contains("none.yaml", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[?1h", shown, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(In("out.txt")));
    }

    public void Dispose() => _folder.Dispose();

    private string In(string file) => Path.Combine(_folder.Root, file);

    private static string OnTerminal(int columns, string variable, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "no script(1) (Debian package bsdutils)");
        var tool = CliProcess.Start(arguments);
        var words = tool.ArgumentList.Select(word => word.StartsWith('>') ? word : $"'{word}'").Prepend(tool.FileName);
        var command = $"stty cols {columns} rows 40; {variable} {string.Join(' ', words)}";
        return CliProcess.Run(new ProcessStartInfo("script", ["-qfc", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true }).Out;
    }
}
