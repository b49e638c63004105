namespace ProvisionKms.Cli.Tests.Usage;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("", "error PKMS1102: a command is missing")]
    [InlineData("keyz", "error PKMS1100: unknown command 'keyz'; did you mean 'keys'?")]
    [InlineData("frobnicate", "error PKMS1100: unknown command 'frobnicate'; `provision-kms --help` lists the commands")]
    [InlineData("keys --chanel kms", "error PKMS1101: unknown option '--chanel'; did you mean '--channel'?")]
    [InlineData("keys --verbositi quiet", "error PKMS1101: unknown option '--verbositi'; did you mean '--verbosity'?")]
    [InlineData("keys --zzz", "error PKMS1101: unknown option '--zzz'; `provision-kms keys --help` lists the options")]
    [InlineData("keys --channel", "error PKMS1102: --channel needs a value; --channel kms|avma")]
    [InlineData("keys --channel avmaa", "error PKMS1103: --channel does not accept 'avmaa'; did you mean 'avma'?")]
    [InlineData("keys --channel other", "error PKMS1103: --channel does not accept 'other'; it accepts kms, avma")]
    [InlineData("keys --format xml", "error PKMS1103: --format does not accept 'xml'; it accepts text, json")]
    [InlineData("keys --channel kms --channel avma", "error PKMS1103: --channel is given more than once; give it once")]
    [InlineData("inspect x.wim --backend dims", "error PKMS1103: --backend does not accept 'dims'; did you mean 'dism'?")]
    [InlineData("keys standard", "error PKMS1104: unexpected argument 'standard'")]
    public void A_wrong_command_line_is_exit_2_with_one_finding_that_says_what_to_write(string arguments, string expected)
    {
        var run = CliRun.Of(arguments);

        Assert.Equal(2, (int)run.ExitCode);
        Assert.Empty(run.Out);
        var line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith($"provision-kms: {expected}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_unknown_option_is_named_not_only_the_first()
    {
        var run = CliRun.Of("keys --one --two");

        Assert.Contains("'--one'", run.Error, StringComparison.Ordinal);
        Assert.Contains("'--two'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keyz --format json", "PKMS1100")]
    [InlineData("--format json", "PKMS1102")]
    [InlineData("keys --format json --chanel x", "PKMS1101")]
    [InlineData("keys --format json --channel x", "PKMS1103")]
    [InlineData("keys --product windows-server-2109 --format json", "PKMS1107")]
    public void Json_is_one_document_also_when_the_command_line_is_wrong(string arguments, string code)
    {
        var run = CliRun.Of(arguments);

        Assert.Equal(2, run.Json.GetProperty("exitCode").GetInt32());
        Assert.Equal(code, run.Json.GetProperty("diagnostics")[0].GetProperty("code").GetString());
        Assert.Equal("error", run.Json.GetProperty("diagnostics")[0].GetProperty("severity").GetString());
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_begins_with_an_at_sign_is_not_read_as_a_file_of_arguments()
    {
        var run = CliRun.Of("keys @/etc/hostname");

        Assert.Contains("PKMS1104: unexpected argument '@/etc/hostname'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_escape_sequence_in_an_argument_does_not_reach_the_terminal()
    {
        var run = CliRun.Of("\e[31mkeys");

        Assert.DoesNotContain('\e', run.Error);
    }
}
