using ProvisionKms.Cli.Tests.Commands;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Views;

/// <summary>Results on a terminal: drawn, fitted to it, and with colours only where they are wanted.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly Dictionary<string, string> s_noColor = new() { ["NO_COLOR"] = "1" };

    private static readonly Lazy<byte[]> s_hostile = ImageFolder.Make(SampleImages.Server2019Standard with { Name = "[bold]x[/] \u202Ered" });

    private readonly ImageFolder _folder = ImageFolder.Server2019();

    [Theory]
    [InlineData("inspect")]
    [InlineData("plan")]
    [InlineData("verify")]
    [InlineData("verify-detailed")]
    [InlineData("keys")]
    [InlineData("platforms")]
    public void Transcripts_of_a_terminal(string command)
    {
        CliRun.Of("apply", _folder.Recipe);

        Golden.Matches($"terminal-{command}", Shown(Run(80, [], command)));
        Golden.Matches($"terminal-{command}-narrow", Shown(Run(40, s_noColor, command)));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(57)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(160)]
    public void No_line_is_longer_than_the_terminal_but_for_one_word(int width)
    {
        CliRun.Of("apply", _folder.Recipe);

        Assert.All(
            new[] { "inspect", "plan", "verify", "keys", "platforms" }.SelectMany(command => Run(width, s_noColor, command).Out.Split('\n')),
            line => Assert.True(line.Length <= width || line.TrimStart().Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => word.Length > width / 2), line));
    }

    [Fact]
    public void Keys_hosts_and_editions_are_whole_at_every_width()
    {
        CliRun.Of("apply", _folder.Recipe);

        Assert.All(Enumerable.Range(40, 41).Append(120), width =>
        {
            var keys = Run(width, s_noColor, "keys").Out;
            var platforms = Run(width, s_noColor, "platforms").Out;
            var shown = Run(width, s_noColor, "inspect").Out + Run(width, s_noColor, "plan").Out;
            Assert.All(new[] { "N69G4-B89J2-4G8F4-WWYCC-J464C", "standard", "kms", "avma" }, word => Assert.Contains(word, keys, StringComparison.Ordinal));
            Assert.All(new[] { "ovh-dedicated", "kms.ovh.net", "kms.cloud.ovh.net", "1688" }, word => Assert.Contains(word, platforms, StringComparison.Ordinal));
            Assert.All(new[] { "N69G4-B89J2-4G8F4-WWYCC-J464C", "ServerDatacenter,", "SetupComplete.cmd", "kms.ovh.net:1688" }, word => Assert.Contains(word, shown, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Escapes_are_written_only_where_they_are_understood_and_wanted()
    {
        Assert.Contains('\e', Run(80, [], "plan").Out);
        Assert.DoesNotContain('\e', Run(80, s_noColor, "plan").Out);
        Assert.DoesNotContain('\e', CliRun.Of(new Surroundings { IsTerminal = true }, "plan", _folder.Recipe, "--no-color").Out);
        Assert.DoesNotContain('\e', CliRun.Of(new Surroundings { IsTerminal = true, Environment = new Dictionary<string, string> { ["TERM"] = "dumb" } }, "plan", _folder.Recipe).Out);
        Assert.DoesNotContain('\e', CliRun.Of("plan", _folder.Recipe).Out);
    }

    [Fact]
    public void Names_of_others_are_shown_as_text()
    {
        using var folder = ImageFolder.With(s_hostile);

        var run = CliRun.Of(new Surroundings { IsTerminal = true, Environment = s_noColor }, "inspect", folder.Image);

        Assert.Contains("[bold]x[/] \uFFFDred", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private CliRun Run(int width, Dictionary<string, string> environment, string command)
    {
        string[] arguments = command switch
        {
            "inspect" => ["inspect", _folder.Output],
            "plan" => ["plan", _folder.Recipe],
            "verify" => ["verify", _folder.Recipe, "--image", _folder.Image],
            "verify-detailed" => ["verify", _folder.Recipe, "--image", _folder.Output, "--verbosity", "detailed"],
            "keys" => ["keys", "--product", "windows-server-2019"],
            _ => [command],
        };
        return CliRun.Of(new Surroundings { IsTerminal = true, Width = width, Environment = environment }, arguments);
    }

    private string Shown(CliRun run) => _folder.Transcript(run).Replace('\e', '\u241B');
}
