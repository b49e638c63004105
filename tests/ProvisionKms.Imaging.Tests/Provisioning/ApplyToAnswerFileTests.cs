using ProvisionKms.Diagnostics;
using ProvisionKms.Tests;

namespace ProvisionKms.Imaging.Tests.Provisioning;

/// <summary>The main job where the target is an answer file itself.</summary>
public sealed class ApplyToAnswerFileTests
{
    private const string Recipe = "recipe: 1\nproduct: windows-server-2019\nedition: standard\nplatform: ovh-dedicated\nimage: { path: autounattend.xml }\n";

    private const string Empty = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- theirs -->\r\n<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">\r\n</unattend>\r\n";

    [Fact]
    public void The_key_is_merged_once_and_a_second_apply_changes_nothing()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);

        var first = bench.Apply(Recipe);
        var merged = File.ReadAllText(bench.Folder["autounattend.xml"]);
        var time = File.GetLastWriteTimeUtc(bench.Folder["autounattend.xml"]);
        var second = bench.Apply(Recipe);

        Assert.Equal((true, false), (first.Changed, second.Changed));
        Assert.Contains("<!-- theirs -->", merged, StringComparison.Ordinal);
        Assert.Equal(2, merged.Split("<ProductKey>N69G4-B89J2-4G8F4-WWYCC-J464C<").Length + merged.Split("<Key>N69G4-B89J2-4G8F4-WWYCC-J464C<").Length - 2);
        Assert.Equal(merged, File.ReadAllText(bench.Folder["autounattend.xml"]));
        Assert.Equal(time, File.GetLastWriteTimeUtc(bench.Folder["autounattend.xml"]));
        Assert.Empty(first.Findings);
        Assert.Equal([("script", "change"), ("answer-file", "change")], first.Images[0].Edits.Select(e => (e.Kind, e.Action)));
        Assert.Equal([("script", "keep"), ("answer-file", "keep")], second.Images[0].Edits.Select(e => (e.Kind, e.Action)));
        Assert.True(bench.Verify(Recipe, "autounattend.xml").Ok);
    }

    [Fact]
    public void An_output_that_is_what_would_be_made_is_left_alone_and_any_other_is_replaced()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        const string recipe = Recipe + "output: { path: made/autounattend.xml }\n";
        Assert.True(bench.Apply(recipe).Changed);
        Assert.False(bench.Apply(recipe).Changed);

        bench.Folder.Write("autounattend.xml", Empty.Replace("theirs", "theirs, changed", StringComparison.Ordinal));

        Assert.True(bench.Apply(recipe).Changed);
        Assert.Contains("theirs, changed", File.ReadAllText(bench.Folder["made/autounattend.xml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_of_another_name_is_recognised_and_verified_against_its_source()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        const string recipe = Recipe + "output: { path: server-2019.xml }\n";
        Assert.True(bench.Apply(recipe).Changed);

        Assert.False(bench.Apply(recipe).Changed);
        Assert.True(bench.Verify(recipe, "server-2019.xml", against: "autounattend.xml").Ok);
        bench.Folder.Write("server-2019.xml", Empty);
        Assert.False(bench.Verify(recipe, "server-2019.xml", against: "autounattend.xml").Ok);
    }

    [Fact]
    public void A_changed_recipe_replaces_the_script_and_keeps_the_key()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        var direct = Recipe.Replace("ovh-dedicated", "ovh-vps", StringComparison.Ordinal);
        bench.Apply(direct + "output: { path: direct.xml }\n");
        bench.Apply(Recipe);

        var changed = bench.Apply(direct);

        Assert.Equal([("script", "change"), ("answer-file", "keep")], changed.Images[0].Edits.Select(e => (e.Kind, e.Action)));
        Assert.Equal(File.ReadAllText(bench.Folder["direct.xml"]), File.ReadAllText(bench.Folder["autounattend.xml"]));
        Assert.Equal(["index 1: script autounattend.xml"], bench.Verify(Recipe, "autounattend.xml").Missing);
    }

    [Fact]
    public void A_command_that_somebody_took_out_is_missed()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        bench.Apply(Recipe);
        var text = File.ReadAllText(bench.Folder["autounattend.xml"]);
        var start = text.IndexOf("<RunSynchronousCommand", StringComparison.Ordinal);
        var end = text.IndexOf("</RunSynchronousCommand>", StringComparison.Ordinal) + "</RunSynchronousCommand>".Length;
        bench.Folder.Write("autounattend.xml", text.Remove(start, end - start));

        Assert.Equal(["index 1: script autounattend.xml"], bench.Verify(Recipe, "autounattend.xml").Missing);
        Assert.True(bench.Apply(Recipe).Verification!.Ok);
        Assert.Equal(text, File.ReadAllText(bench.Folder["autounattend.xml"]));
    }

    [Fact]
    public void An_evaluation_gets_the_script_alone_and_its_output_is_recognised()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        var recipe = Recipe.Replace("edition: standard", "edition: standard-evaluation", StringComparison.Ordinal) + "output: { path: made/autounattend.xml }\n";
        Assert.Equal("script", Assert.Single(bench.Apply(recipe).Images[0].Edits).Kind);
        Assert.False(bench.Apply(recipe).Changed);

        bench.Folder.Write("made/autounattend.xml", File.ReadAllText(bench.Folder["made/autounattend.xml"]) + "<!-- somebody else -->");

        Assert.True(bench.Apply(recipe).Changed);
        Assert.DoesNotContain("<ProductKey>", File.ReadAllText(bench.Folder["made/autounattend.xml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_says_whether_a_file_carries_the_script()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        Assert.False(bench.Inspect("autounattend.xml").Images[0].CarriesScript);
        bench.Apply(Recipe);
        Assert.True(bench.Inspect("autounattend.xml").Images[0].CarriesScript);
    }

    [Fact]
    public void The_edition_must_be_named()
    {
        using var bench = new Bench();
        bench.Folder.Write("autounattend.xml", Empty);
        var refused = Assert.Throws<ProvisionException>(() => bench.Apply("recipe: 1\nplatform: ovh-vps\nimage: { path: autounattend.xml }\n"));
        Assert.Equal((Codes.EditionMustBeNamed, ExitCode.InvalidUsage), (refused.Diagnostics.Single(d => d.Severity == Severity.Error).Code, refused.ExitCode));
    }

    [Fact]
    public void Every_well_formed_file_of_the_corpus_is_served_once()
    {
        var served = 0;
        foreach (var file in Corpus.Files("answer-files", "*.xml"))
        {
            using var bench = new Bench();
            bench.Folder.Write("autounattend.xml", File.ReadAllBytes(file));
            try
            {
                Assert.True(bench.Apply(Recipe).Verification!.Ok, file);
                Assert.False(bench.Apply(Recipe).Changed, file);
                served++;
            }
            catch (ProvisionException refused)
            {
                Assert.All(refused.Diagnostics.Where(d => d.Severity == Severity.Error), d => Assert.True(d.Where is { Line: > 0, Column: > 0 }, $"{file}: {d}"));
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{served} served");
        Assert.True(served > 0);
    }
}
