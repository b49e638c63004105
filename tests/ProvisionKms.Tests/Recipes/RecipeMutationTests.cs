using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Tests.Recipes;

/// <summary>Whatever happens to a good recipe on its way, reading it ends in a recipe or in findings, never in an exception.</summary>
public class RecipeMutationTests
{
    private const string Good =
        """
        recipe: 1
        name: "x ${env:SET}"
        product: windows-server-2019
        edition: standard
        platform: ovh-dedicated
        activation:
          method: kms
          key: N69G4-B89J2-4G8F4-WWYCC-J464C
          attempts: 12
          interval: 1m30s
        inject: [answer-file, setup-complete]
        image:  { path: install.wim, indexes: [1, 2] }
        report: { html: out/report.html, json: out/report.json }

        """;

    /// <summary>What YAML, the references and paths give a meaning to, and some that mean nothing anywhere.</summary>
    private static readonly string[] Fragments =
    [
        "\t", "\n", "\r", " ", ":", ": ", "- ", "? ", "{", "}", "[", "]", ",", "#", " #", "&a ", "*a", "!t ", "!!str ", "|", ">", "'", "\"", "\\", "%", "@", "`",
        "---\n", "...\n", "<<: ", "${env:", "${", "}", "${env:SET}", "${env:UNSET:-", "~", "null", "\0", "\u0085", "\u2028", "\uFEFF", "\uD83D", "é", "😀", "..", "/",
        "\\", "-1", "99999999999999999999", "1e9", "0x1", ".inf", "true", "recipe: 1\n", "  ",
    ];

    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20190101, 17, 0);

    [Fact]
    public void Mutated_recipe_is_read_or_refused_with_findings()
    {
        var positions = Gen.Choose(0, Good.Length);
        var mutation = Gen.Choose(0, 3).SelectMany(kind => positions.SelectMany(at => Gen.Choose(1, 30).SelectMany(length =>
            Gen.Elements(Fragments).Select(fragment => (Kind: kind, At: at, Length: length, Fragment: fragment)))));
        var mutations = mutation.ListOf().Select(list => list.Take(8).Prepend((Kind: 0, At: 0, Length: 0, Fragment: "")).ToList());
        Check.One(Settings, Prop.ForAll(Arb.From(mutations), list => IsAnswered(list.Aggregate(Good, Mutate))));
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_findings() =>
        Check.One(Settings, Prop.ForAll(
            Arb.From(Gen.Elements(Fragments).ListOf().Select(string.Concat)), IsAnswered));

    [Fact]
    public void Any_bytes_are_read_or_refused_with_findings()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("recipe").FullName, "x.yaml");
        var good = Encoding.UTF8.GetBytes(Good);
        var bytes = Gen.Choose(0, good.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(b => (At: at, Byte: (byte)b)));
        Check.One(Settings.WithMaxTest(500), Prop.ForAll(Arb.From(bytes), change =>
        {
            byte[] changed = [.. good];
            changed[change.At] = change.Byte;
            File.WriteAllBytes(file, changed);
            var result = RecipeFiles.Read(file);
            return result.Recipe is not null || result.Diagnostics.Any(d => d.Severity == Severity.Error);
        }));
    }

    [Fact]
    public void Every_prefix_of_a_recipe_is_read_or_refused_with_findings() =>
        Assert.All(Enumerable.Range(0, Good.Length), length => Assert.True(IsAnswered(Good[..length])));

    private static string Mutate(string text, (int Kind, int At, int Length, string Fragment) mutation)
    {
        var at = Math.Min(mutation.At, text.Length);
        var length = Math.Min(mutation.Length, text.Length - at);
        return mutation.Kind switch
        {
            0 => text.Insert(at, mutation.Fragment),
            1 => text.Remove(at, length),
            2 => text.Remove(at, length).Insert(at, mutation.Fragment),
            _ => text.Insert(at, text.Substring(at, length)),
        };
    }

    private static bool IsAnswered(string text)
    {
        var result = RecipeFiles.ReadText(text);
        var errors = result.Diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        return result.Recipe is null == errors.Count > 0 &&
            result.Diagnostics.All(d => d.Where is { File: "recipes/x.yaml", Line: >= 0, Column: >= 0 } && !d.ToString().Contains('\n', StringComparison.Ordinal));
    }
}
