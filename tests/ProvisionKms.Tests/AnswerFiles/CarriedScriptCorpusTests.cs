using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.AnswerFiles;
using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Edits;
using ProvisionKms.Provisioning;
using ProvisionKms.Recipes;
using ProvisionKms.Tests.FirstBoot.Wine;
using ProvisionKms.Tests.Recipes;

namespace ProvisionKms.Tests.AnswerFiles;

/// <summary>Answer files of public projects with the script carried in them, judged by System.Xml and xmllint, and run under Wine.</summary>
[Collection(nameof(WineCollection))]
public sealed class CarriedScriptCorpusTests(WinePrefix wine, ITestOutputHelper output)
{
    private const string Standard = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-dedicated\nimage: { path: unattend.xml }\n";

    private const string Evaluation = "recipe: 1\nproduct: windows-server-2019\nedition: standard-evaluation\nplatform: ovh-vps\nimage: { path: unattend.xml }\n";

    private static readonly SetupCommandRequest[] Requests =
    [
        new(["cmd /c echo 1&exit", "cmd /c \"2 > 3\""], ["amd64"]),
        new(["cmd /c echo 1"], ["x86", "amd64", "arm64"]),
        new(["cmd /c echo 1"], []),
        new([.. Enumerable.Range(1, 300).Select(n => $"cmd /c echo {n}")], ["amd64"]),
    ];

    private static IReadOnlyList<string> WellFormed => Corpus.Files("answer-files");

    [Fact]
    public void Every_file_runs_the_commands_behind_its_own_and_merging_again_changes_nothing() => ForAll((file, original, request) =>
    {
        var merged = Merge(original, file, request).Content!;
        var (before, after) = (Judge.Load(original), Judge.Load(merged));
        foreach (var architecture in Architectures(after).Concat(request.Architectures).Distinct())
        {
            Assert.Equal(Commands(before, architecture).Concat(request.Commands), Commands(after, architecture));
        }

        Assert.False(Merge(merged, file, request).Changed, $"{file}: the second merge changed it");
        Assert.DoesNotContain("xmlns=\"\"", after.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public void Remove_gives_the_original_bytes_of_every_file()
    {
        var identical = 0;
        ForAll((file, original, request) =>
        {
            var result = Merge(original, file, request);
            Assert.True(result.Changed);
            Assert.Equal(original, AnswerFileMerge.Remove(result.Content!, result.Splices));
            identical++;
        });
        output.WriteLine($"{identical} of {WellFormed.Count * Requests.Length} byte-identical after removal");
        Assert.Equal(WellFormed.Count * Requests.Length, identical);
    }

    [Fact]
    public void Nothing_but_text_is_added_and_what_was_there_stays_in_its_order() => ForAll((file, original, request) =>
    {
        var splices = Merge(original, file, request).Splices;
        Assert.All(splices, s => Assert.True(s.Removed.Length <= "/>".Length, $"{file}: {s}"));
    });

    [Fact]
    public void Xmllint_accepts_every_file()
    {
        var folder = Directory.CreateTempSubdirectory("answers");
        try
        {
            Xmllint.Accepts([.. WellFormed.Select((file, i) =>
            {
                var path = Path.Combine(folder.FullName, $"{i}.xml");
                File.WriteAllBytes(path, Merge(File.ReadAllBytes(file), file, Requests[i % Requests.Length]).Content!);
                return path;
            })]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Malformed_files_are_refused_at_line_and_column()
    {
        foreach (var file in Corpus.Files("answer-files/malformed"))
        {
            var result = SetupCommandMerge.Merge(File.ReadAllBytes(file), file, Requests[0]);
            Assert.Null(result.Content);
            Assert.Equal(Codes.AnswerFileMalformed, Assert.Single(result.Diagnostics).Code);
            Assert.True(result.Diagnostics[0].Where is { Line: > 0, Column: > 0 });
        }
    }

    /// <summary>
    /// The whole way: each file is provisioned as the target of a recipe; a reader that is not ours takes the commands of
    /// each architecture from the finished file, in their Order, behind the file's own. These are run as Windows Setup runs
    /// them, each by CreateProcess, and what they leave is compared with what `render` writes. The files' own commands are
    /// not run. Two files whose commands are the same text leave the same: each distinct sequence is run once.
    /// </summary>
    [Theory]
    [InlineData(Standard)]
    [InlineData(Evaluation)]
    public void What_the_commands_of_every_file_install_is_what_is_rendered(string recipe)
    {
        wine.Require();
        var read = RecipeFiles.Good(recipe);
        var sequences = new Dictionary<string, IReadOnlyList<string>>();
        var architectures = 0;
        foreach (var file in WellFormed)
        {
            var after = Judge.Load(Provision(read, file));
            foreach (var architecture in Architectures(after))
            {
                var all = Commands(after, architecture);
                var theirs = Commands(Judge.Load(File.ReadAllBytes(file)), architecture);
                Assert.Equal(theirs, all.Take(theirs.Count));
                var ours = all.Skip(theirs.Count).ToList();
                sequences[string.Join('\n', ours)] = ours;
                architectures++;
            }
        }

        output.WriteLine($"{WellFormed.Count} files, {architectures} architectures, {sequences.Count} distinct sequences of {sequences.First().Value.Count} commands");
        var rendered = Rendered(read);
        foreach (var sequence in sequences.Values)
        {
            wine.Delete(@"C:\windows\Setup");
            Assert.Equal("", new SpecializePass(wine).Run(sequence));
            Assert.All(rendered, f => Assert.Equal((f.Key, f.Value), (f.Key, wine.Read(@"C:\windows\Setup\Scripts\" + f.Key))));
            Assert.False(Directory.Exists(wine.HostPath(@"C:\windows\Pkms")));
        }
    }

    private static void ForAll(Action<string, byte[], SetupCommandRequest> check)
    {
        foreach (var file in WellFormed)
        {
            var original = File.ReadAllBytes(file);
            foreach (var request in Requests)
            {
                check(file, original, request);
            }
        }
    }

    private static AnswerFileResult Merge(byte[] original, string file, SetupCommandRequest request)
    {
        var result = SetupCommandMerge.Merge(original, file, request);
        Assert.True(result.Content is not null, string.Join('\n', result.Diagnostics));
        return result;
    }

    private static byte[] Provision(Recipe recipe, string file)
    {
        var facts = new ImageFacts
        {
            Index = new ImageIndex(1),
            Evidence = [],
            Files = new Dictionary<ImagePath, byte[]> { ["unattend.xml"] = File.ReadAllBytes(file) },
        };
        var plan = Planner.Plan(recipe, WindowsCatalog.Default, ImageKind.AnswerFile, [facts]);
        Assert.DoesNotContain(plan.Diagnostics, d => d.Severity == Severity.Error);
        return ((ContentEdit)plan.Images[0].Edits[^1]).Content.ToArray();
    }

    /// <summary>The files of the payload and SetupComplete.cmd, by their paths below the scripts folder.</summary>
    private static Dictionary<string, string> Rendered(Recipe recipe)
    {
        var folder = Directory.CreateTempSubdirectory("rendered");
        try
        {
            return new Provisioner(new NoImages(), WindowsCatalog.Default).Render(recipe, folder.FullName)
                .Select(f => Path.GetRelativePath(folder.FullName, f))
                .Where(f => !f.EndsWith(".xml", StringComparison.Ordinal) && !f.StartsWith('$'))
                .ToDictionary(f => f.Replace('/', '\\'), f => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder.FullName, f))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<string> Architectures(XDocument document) =>
    [
        .. Judge.Select(document, "/u:unattend/u:settings/u:component").Select(c => (string?)c.Attribute("processorArchitecture") ?? "")
            .Where(a => a is "x86" or "amd64" or "arm" or "arm64" or "ia64").Distinct(),
    ];

    private static List<string> Commands(XDocument document, string architecture) =>
    [
        .. Judge.Select(document, $"/u:unattend/u:settings[@pass='specialize']/u:component[@name='Microsoft-Windows-Deployment'][@processorArchitecture='{architecture}']/u:RunSynchronous/u:RunSynchronousCommand")
            .OrderBy(c => int.TryParse(Child(c, "Order"), CultureInfo.InvariantCulture, out var order) ? order : 0)
            .Select(c => Child(c, "Path")),
    ];

    private static string Child(XElement command, string name) => command.Element(XName.Get(name, Sample.Namespace))?.Value ?? "";

    private sealed class NoImages : IImageOpener
    {
        public IImageSession Open(string path, ImageAccess access) => throw new InvalidOperationException("rendering opens no image");
    }
}
