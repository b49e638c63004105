using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>What a run leaves beside the image, for people, CI systems and supply-chain tools.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly Surroundings s_dated = new() { Environment = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000" } };

    private readonly ImageFolder _folder = ImageFolder.Server2019();

    [Fact]
    public void The_page_shows_what_changed_and_the_digests()
    {
        _folder.WriteRecipe(ImageFolder.RecipeText + "\nreport: { html: out/report.html }\n");

        var run = CliRun.Of("apply", _folder.Recipe);

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.DoesNotContain("PKMS", run.Error, StringComparison.Ordinal);
        var page = File.ReadAllText(In("out/report.html"));
        Assert.All(new[] { Sha256(_folder.Image), Sha256(_folder.Output), Sha256(_folder.Recipe) }, digest => Assert.Contains(digest, page, StringComparison.Ordinal));
        Assert.Contains("<ins>+ @rem ProvisionKms block begin", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("verifying", page, StringComparison.Ordinal);
    }

    [Fact]
    public void In_place_the_source_is_what_it_was_before()
    {
        _folder.WriteRecipe(ImageFolder.RecipeText + "\nreport: { html: report.html }\n");
        var before = Sha256(_folder.Image);

        CliRun.Of("apply", _folder.Recipe, "--in-place");

        Assert.NotEqual(before, Sha256(_folder.Image));
        var page = File.ReadAllText(In("report.html"));
        Assert.Contains(before, page, StringComparison.Ordinal);
        Assert.Contains(Sha256(_folder.Image), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Provenance_names_output_source_and_recipe_by_their_digests()
    {
        CliRun.Of("apply", _folder.Recipe, "--provenance", In("prov.json"), "--builder", "https://ci.example.net/17");

        var statement = JsonDocument.Parse(File.ReadAllText(In("prov.json"))).RootElement;
        Assert.Equal(Sha256(_folder.Output), statement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString());
        var predicate = statement.GetProperty("predicate");
        Assert.Equal(
            [Sha256(_folder.Image), Sha256(_folder.Recipe)],
            predicate.GetProperty("buildDefinition").GetProperty("resolvedDependencies").EnumerateArray().Select(d => d.GetProperty("digest").GetProperty("sha256").GetString()));
        Assert.Equal("https://ci.example.net/17", predicate.GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--junit", "install.wim", "the image")]
    [InlineData("--provenance", "OUT/install.wim", "the output")]
    [InlineData("--junit", "recipe.yaml", "the recipe")]
    [InlineData("--junit", "p", "--provenance")]
    public void A_report_over_another_file_of_the_run_is_refused_before_anything_is_done(string option, string file, string what)
    {
        var before = Sha256(_folder.Image);

        var run = CliRun.Of("apply", _folder.Recipe, option, In(file), option == "--junit" ? "--provenance" : "--junit", In("p"));

        Assert.Equal(ExitCode.InvalidUsage, run.ExitCode);
        Assert.Contains(Codes.ConflictingOptions.Id, run.Error, StringComparison.Ordinal);
        Assert.Contains(what, run.Error, StringComparison.Ordinal);
        Assert.Equal((before, false), (Sha256(_folder.Image), File.Exists(_folder.Output)));
    }

    [Fact]
    public void A_MAK_is_in_no_report()
    {
        _folder.WriteRecipe("recipe: 1\nactivation: { method: mak, key: '${env:MAK}' }\nimage: { path: install.wim, indexes: [1] }\noutput: { path: out/install.wim }\nreport: { html: page.html, json: report.json }\n");
        var surroundings = new Surroundings { Environment = new Dictionary<string, string> { ["MAK"] = "BBBBB-CCCCC-DDDDD-FFFFF-GGGGG" } };

        var run = CliRun.Of(surroundings, "apply", _folder.Recipe, "--junit", In("tests.xml"), "--provenance", In("provenance.json"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.All(
            new[] { "page.html", "report.json", "tests.xml", "provenance.json" }.Select(file => File.ReadAllText(In(file))).Append(run.Out).Append(run.Error),
            text => Assert.DoesNotContain("BBBBB", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("XXXXX-XXXXX-XXXXX-XXXXX-GGGGG", File.ReadAllText(In("page.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_builder_that_is_no_URI_is_refused()
    {
        var run = CliRun.Of("apply", _folder.Recipe, "--builder", "me");

        Assert.Equal(ExitCode.InvalidUsage, run.ExitCode);
        Assert.Contains("PKMS1103: --builder is no URI", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_and_verify_write_their_results_as_tests()
    {
        CliRun.Of("apply", _folder.Recipe, "--junit", In("apply.xml"));
        CliRun.Of("verify", _folder.Recipe, "--image", _folder.Output, "--against", _folder.Image, "--junit", In("good.xml"));
        var run = CliRun.Of("verify", _folder.Recipe, "--image", _folder.Image, "--junit", In("bad.xml"));

        Assert.Equal(ExitCode.VerificationFailed, run.ExitCode);
        Assert.Equal(["33 0", "33 0", "33 32"], new[] { "apply.xml", "good.xml", "bad.xml" }.Select(file => XDocument.Load(In(file)).Root!).Select(suites => $"{(string?)suites.Attribute("tests")} {(string?)suites.Attribute("failures")}"));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_a_warning_for_the_image_is_done()
    {
        var run = CliRun.Of("apply", _folder.Recipe, "--junit", Path.Combine(_folder.Recipe, "x.xml"));

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("warning PKMS5002:", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Output));
    }

    [Fact]
    public void The_same_date_makes_the_same_bytes_wherever_it_is_written()
    {
        CliRun.Of(s_dated, "apply", _folder.Recipe, "--provenance", In("first.json"));
        var first = Sha256(_folder.Output);
        File.Delete(_folder.Output);

        CliRun.Of(s_dated, "apply", _folder.Recipe, "--provenance", In("second.json"));
        CliRun.Of(s_dated, "apply", _folder.Recipe, "--in-place");

        Assert.Equal((first, first), (Sha256(_folder.Output), Sha256(_folder.Image)));
        Assert.Equal(Sha256(In("first.json")), Sha256(In("second.json")));
        Assert.Contains("\"finishedOn\": \"2023-11-14T22:13:20Z\"", File.ReadAllText(In("first.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("99999999999999")]
    public void A_source_date_that_is_none_is_refused_before_anything_is_written(string date)
    {
        var run = CliRun.Of(new Surroundings { Environment = new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = date } }, "apply", _folder.Recipe);

        Assert.Equal(ExitCode.InvalidUsage, run.ExitCode);
        Assert.Contains($"{Codes.InvalidSourceDate.Id}: SOURCE_DATE_EPOCH is '{date}'", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Output));
    }

    [Fact]
    public void Apply_rehearses_what_it_made_and_reports_both_as_one()
    {
        RehearseTests.RequireWine();
        _folder.WriteRecipe(ImageFolder.RecipeText + "\nactivation: { attempts: 2 }\n");

        var run = CliRun.Of("apply", _folder.Recipe, "--set", "image.indexes=[1]", "--rehearse", "--junit", In("junit.xml"), "--format", "json");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.True(run.Json.GetProperty("rehearsal").GetProperty("ok").GetBoolean());
        Assert.Contains(XDocument.Load(In("junit.xml")).Descendants("testsuite"), suite => (string?)suite.Attribute("name") == "rehearsal of index 1");
    }

    [Theory]
    [InlineData("apply", 5)]
    [InlineData("verify", 5)]
    [InlineData("rehearse", 5)]
    public void A_run_that_fails_is_a_test_that_failed_and_no_older_one_that_passed(string command, int exitCode)
    {
        File.WriteAllText(In("junit.xml"), "<testsuites tests='1' failures='0'/>");
        File.WriteAllText(_folder.Image, "no image");

        var run = CliRun.Of(command, _folder.Recipe, "--image", _folder.Image, "--junit", In("junit.xml"));

        var tests = XDocument.Load(In("junit.xml")).Root!;
        Assert.Equal(exitCode, (int)run.ExitCode);
        Assert.Equal(("1", "1", "0"), ((string)tests.Attribute("tests")!, (string)tests.Attribute("errors")!, (string)tests.Attribute("failures")!));
        var test = Assert.Single(tests.Descendants("testcase"));
        Assert.Equal(command, (string?)test.Attribute("name"));
        Assert.Contains("error PKMS", test.Element("error")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_cancelled_is_a_test_that_says_so()
    {
        var run = CliRun.Of(new Surroundings { Cancellation = new CancellationToken(canceled: true) }, "apply", _folder.Recipe, "--junit", In("junit.xml"));

        Assert.Equal(ExitCode.Cancelled, run.ExitCode);
        Assert.Equal("cancelled", (string?)XDocument.Load(In("junit.xml")).Descendants("error").Single().Attribute("message"));
    }

    public void Dispose() => _folder.Dispose();

    private string In(string file) => Path.Combine(_folder.Root, file);

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
