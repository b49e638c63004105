using System.Text.Json;
using System.Text.RegularExpressions;
using ProvisionKms.Cli.Commands;
using ProvisionKms.Cli.Usage;

namespace ProvisionKms.Cli.Tests;

/// <summary>docs/cli.md names every command and option, and its samples are JSON.</summary>
public sealed partial class DocumentationTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "docs", "cli.md"));

    [Fact]
    public void Every_command_and_option_is_described()
    {
        var root = CommandTree.Create(new CommonOptions());
        var names = root.Subcommands.Select(c => $"`{c.Name}")
            .Concat(root.Subcommands.SelectMany(c => c.Options).Concat(root.Options).Select(o => o.Name))
            .Except(["--help"]);

        Assert.All(names.Distinct(), name => Assert.Contains(name, Page + "--version", StringComparison.Ordinal));
    }

    [Fact]
    public void The_samples_are_json() =>
        Assert.All(Samples().Matches(Page), sample => JsonDocument.Parse(sample.Groups[1].Value).Dispose());

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Samples();
}
