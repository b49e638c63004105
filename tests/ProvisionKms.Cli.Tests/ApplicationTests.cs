using System.Diagnostics;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Tests;

public sealed class ApplicationTests
{
    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void A_run_ends_as_it_would_where_standard_error_takes_nothing(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell's way to close a stream");
        var tool = CliProcess.Start("platforms", "--bogus");

        var run = CliProcess.Run(new ProcessStartInfo("sh", ["-c", $"\"$@\" {redirection}", "sh", tool.FileName, .. tool.ArgumentList])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });

        Assert.Equal((2, "", ""), run);
    }

    [Fact]
    public void Results_and_diagnostics_go_to_their_own_streams_of_the_process()
    {
        var done = CliProcess.Run(CliProcess.Start("platforms", "--format", "json"));
        var failed = CliProcess.Run(CliProcess.Start("platforms", "--bogus"));

        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.StartsWith("[", done.Out, StringComparison.Ordinal);
        Assert.Equal((2, ""), (failed.ExitCode, failed.Out));
        Assert.Contains("PKMS1101", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirected_result_has_no_escape_codes_and_no_blanks_at_line_ends()
    {
        var run = CliRun.Of("keys");

        Assert.DoesNotContain('\e', run.Out);
        Assert.All(run.Out.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void No_color_is_honoured(string value, bool colored)
    {
        var surroundings = new Surroundings { IsTerminal = true, Environment = new Dictionary<string, string> { ["NO_COLOR"] = value } };

        var run = CliRun.Of(surroundings, "keyz");

        Assert.Equal(colored, run.Error.Contains('\e'));
    }

    [Fact]
    public void The_option_turns_colours_off_too()
    {
        var run = CliRun.Of(new Surroundings { IsTerminal = true }, "keyz", "--no-color");

        Assert.DoesNotContain('\e', run.Error);
    }

    [Fact]
    public void On_a_terminal_the_hint_has_a_line_of_its_own()
    {
        var run = CliRun.Of(new Surroundings { IsTerminal = true }, "keyz", "--no-color");

        Assert.Equal(["provision-kms: error PKMS1100: unknown command 'keyz'", "  did you mean 'keys'?"], run.Error.TrimEnd().Split('\n'));
    }
}
