using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Rehearsal.Reports;

namespace ProvisionKms.Reporting.JUnit;

/// <summary>
/// Verification and rehearsal as tests, in the XML that CI systems show: each planned edit is a test of its image, each scenario one of what was
/// rehearsed. The elements and attributes are those that Jenkins, GitLab and GitHub actions read
/// (https://github.com/testmoapp/junitxml).
/// </summary>
public static class JUnitReport
{
    /// <summary>Of an apply that came to its end: what is not as planned would have ended it.</summary>
    public static string Of(RunReport run, RehearsalReport? rehearsal) =>
        Write([.. Verification(run.Images, run.Media, missing: [], unplanned: [], run.ElapsedMs ?? 0), .. rehearsal is null ? [] : Rehearsed(rehearsal)]);

    public static string Of(VerifyReport verification) =>
        Write(Verification(verification.Images, verification.Media, verification.Missing, verification.UnplannedChanges, milliseconds: 0));

    public static string Of(RehearsalReport rehearsal) => Write(Rehearsed(rehearsal));

    private static IEnumerable<Suite> Verification(
        IReadOnlyList<PlannedImage> images, PlannedMedia? media, IReadOnlyList<string> missing, IReadOnlyList<string> unplanned, double milliseconds)
    {
        foreach (var image in images)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"index {image.Index}");
            yield return new Suite($"{place}: {image.Product} {image.Edition}", 0, [.. image.Edits.Select(edit => Present(place, edit, missing))]);
        }

        if (media is not null)
        {
            yield return new Suite("media", 0, [.. media.Edits.Select(edit => Present("media", edit, missing))]);
        }

        yield return new Suite("the whole image", milliseconds, [new Test("nothing else changed", 0, unplanned.Count == 0 ? null : new("not planned", string.Join('\n', unplanned)))]);
    }

    private static Test Present(string place, PlannedEdit edit, IReadOnlyList<string> missing)
    {
        var isMissing = missing.Contains($"{place}: {edit.Kind} {edit.Target}", StringComparer.Ordinal);
        return new Test($"{edit.Kind} {edit.Target}", 0, isMissing ? new("missing", $"{edit.Value}\n{edit.Why}") : null);
    }

    private static IEnumerable<Suite> Rehearsed(RehearsalReport rehearsal) =>
        from scenario in rehearsal.Scenarios
        group scenario by string.Join(", ", scenario.Images) into images
        select new Suite($"rehearsal of index {images.Key}", images.Sum(s => s.ElapsedMs), [.. images.Select(Scenario)]);

    private static Test Scenario(RehearsedScenario scenario) => new(
        scenario.Name,
        scenario.ElapsedMs,
        scenario.Ok ? null : new(scenario.Outcome, string.Join('\n', scenario.Findings.Select(f => f.Message).Append($"expected: {scenario.Expected}").Concat(scenario.Log))));

    private static string Write(IEnumerable<Suite> suites)
    {
        var elements = suites.Select(Element).ToList();
        var document = new XDocument(new XDeclaration("1.0", "utf-8", null), new XElement("testsuites",
            new XAttribute("name", "provision-kms"),
            Sum("tests", elements),
            Sum("failures", elements),
            elements));
        return $"{document.Declaration}\n{document}\n";
    }

    private static XAttribute Sum(string name, IEnumerable<XElement> elements) => new(name, elements.Sum(e => (int)e.Attribute(name)!));

    private static XElement Element(Suite suite) => new(
        "testsuite",
        new XAttribute("name", XmlText.Plain(suite.Name)),
        new XAttribute("tests", suite.Tests.Count),
        new XAttribute("failures", suite.Tests.Count(t => t.Failure is not null)),
        new XAttribute("errors", 0),
        new XAttribute("skipped", 0),
        Seconds(suite.Milliseconds),
        suite.Tests.Select(test => Element(suite, test)));

    private static XElement Element(Suite suite, Test test) => new(
        "testcase",
        new XAttribute("classname", XmlText.Plain(suite.Name)),
        new XAttribute("name", XmlText.Plain(test.Name)),
        Seconds(test.Milliseconds),
        test.Failure is { } failure ? new XElement("failure", new XAttribute("message", failure.Message), XmlText.Plain(failure.Details)) : null);

    private static XAttribute Seconds(double milliseconds) => new("time", (milliseconds / 1000).ToString("0.000", CultureInfo.InvariantCulture));

    private sealed record Suite(string Name, double Milliseconds, IReadOnlyList<Test> Tests);

    private sealed record Test(string Name, double Milliseconds, Failure? Failure);

    private sealed record Failure(string Message, string Details);
}
