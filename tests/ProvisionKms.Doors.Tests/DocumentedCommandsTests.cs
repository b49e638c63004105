using System.Text.RegularExpressions;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Samples;
using ProvisionKms.Tests;

namespace ProvisionKms.Doors.Tests;

/// <summary>
/// Every code block of the README and the docs that holds commands is run, in bash, as a user would who has what the page speaks of: an
/// install.wim, a recipe.yaml and the ready recipes. One that cannot be run says why, in a comment above it: <c>&lt;!-- not run: … --&gt;</c>.
/// </summary>
public sealed partial class DocumentedCommandsTests(NativeTool native) : IDisposable
{
    private static readonly Lazy<byte[]> s_image = new(() =>
    {
        using var folder = new TempFolder();
        return File.ReadAllBytes(new SampleWim(SampleImages.Server2019Standard, SampleImages.Server2019Datacenter).Write(folder["install.wim"]));
    });

    private readonly TempFolder _folder = new();

    public static TheoryData<string, int> Blocks => [.. All().Where(block => block.Excuse is null).Select(block => (block.Page, block.Line))];

    [Fact]
    public void Pages_have_commands_and_few_excuses()
    {
        var blocks = All().ToList();

        Assert.True(blocks.Count(b => b.Excuse is null) >= 10, $"only {blocks.Count(b => b.Excuse is null)} blocks are run");
        Assert.All(blocks.Where(b => b.Excuse is not null), b => Assert.True(b.Excuse!.Length > 10, $"{b.Page}:{b.Line} does not say why it is not run"));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_commands_of_a_block_succeed(string page, int line)
    {
        File.WriteAllBytes(_folder["install.wim"], s_image.Value);
        _folder.Write("recipe.yaml", SampleRecipe.Text);
        Directory.CreateSymbolicLink(_folder["recipes"], Repository.Path("recipes"));
        var commands = Commands(All().Single(block => (block.Page, block.Line) == (page, line)).Text);
        Assert.NotEmpty(commands);

        // A page may begin where another has ended: with an image that is provisioned.
        string[] before = commands.Any(c => c.Contains(" apply ", StringComparison.Ordinal)) ? [] : ["provision-kms apply recipe.yaml >/dev/null"];
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{Path.GetDirectoryName(native.File)}:{Environment.GetEnvironmentVariable("PATH")}" };
        var run = ProcessRun.Start("bash", ["-euo", "pipefail", "-c", string.Join('\n', [.. before, .. commands.Select(Shorten)])], _folder.Path, environment);

        Assert.SkipWhen(run.Output.Contains("PKMS3061", StringComparison.Ordinal), "no Wine that can rehearse (Debian: apt-get install wine)");
        Assert.True(run.ExitCode == 0, $"{page}:{line}: exit code {run.ExitCode}\n{run.Output}");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A whole rehearsal takes half a minute, and has its own tests.</summary>
    private static string Shorten(string command) => command.Contains("kms rehearse ", StringComparison.Ordinal) && !command.Contains("--scenario", StringComparison.Ordinal)
        ? Comment().Replace(command, "") + " --scenario immediate-success"
        : command.Replace(" --rehearse", "", StringComparison.Ordinal);

    /// <summary>Lines after "$ ", with those that a backslash continues; without prompts all lines are commands.</summary>
    private static List<string> Commands(string text)
    {
        var lines = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        return lines.Any(l => l.StartsWith("$ ", StringComparison.Ordinal)) ? [.. lines.Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..])] : [.. lines.Where(l => l.Length > 0)];
    }

    private static IEnumerable<Block> All() =>
        from file in Directory.EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.Path("README.md")).Order(StringComparer.Ordinal)
        let text = File.ReadAllText(file).ReplaceLineEndings("\n")
        from Match fence in Fence().Matches(text)
        let isCommand = fence.Groups["language"].Value is "console" or "sh" or "bash" or "shell" or "powershell" or "cmd"
            || fence.Groups["text"].Value.StartsWith("$ ", StringComparison.Ordinal) || fence.Groups["text"].Value.StartsWith("> ", StringComparison.Ordinal)
        where isCommand
        select new Block(
            Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'),
            text[..fence.Groups["text"].Index].Count(c => c == '\n'),
            fence.Groups["text"].Value,
            fence.Groups["excuse"] is { Success: true } excuse ? excuse.Value : null);

    [GeneratedRegex(@"(<!-- not run: (?<excuse>[^\n]*) -->\n)?^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();

    private sealed record Block(string Page, int Line, string Text, string? Excuse);
}
