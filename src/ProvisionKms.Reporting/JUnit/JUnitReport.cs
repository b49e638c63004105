using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Diagnostics;
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
        Write([.. Verified(AsPlanned(run), run.ElapsedMs ?? 0), .. rehearsal is null ? [] : Rehearsed(rehearsal)]);

    public static string Of(VerifyReport verification) => Write(Verified(verification, milliseconds: 0));

    public static string Of(RehearsalReport rehearsal) => Write(Rehearsed(rehearsal));

    /// <summary>Of work that ended before there was a result: one test, which could not be carried out.</summary>
    /// <param name="command">What was to be done.</param>
    /// <param name="findings">Why it was not; none: it was cancelled.</param>
    public static string Of(string command, IReadOnlyList<Diagnostic> findings)
    {
        var errors = findings.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()).DefaultIfEmpty("cancelled").ToList();
        return Write([new Suite("provision-kms", 0, [new Test(command, 0, new("error", errors[0], string.Join('\n', errors)))])]);
    }

    private static VerifyReport AsPlanned(RunReport run)
    {
        var planned = run.Images.Sum(i => i.Edits.Count) + (run.Media?.Edits.Count ?? 0);
        return new VerifyReport(true, planned, planned, [], []) { Images = run.Images, Media = run.Media };
    }

    private static IEnumerable<Suite> Verified(VerifyReport report, double milliseconds)
    {
        foreach (var image in report.Images)
        {
            yield return new Suite(
                string.Create(CultureInfo.InvariantCulture, $"index {image.Index}: {image.Product} {image.Edition}"), 0, Present(image.Edits, report.MissingOf(image)));
        }

        if (report.Media is { } media)
        {
            yield return new Suite("media", 0, Present(media.Edits, report.MissingOf(media)));
        }

        var others = report.UnplannedChanges;
        yield return new Suite("the whole image", milliseconds, [new Test("nothing else changed", 0, others.Count == 0 ? null : new("failure", "not planned", string.Join('\n', others)))]);
    }

    private static IReadOnlyList<Test> Present(IEnumerable<PlannedEdit> edits, IReadOnlyList<PlannedEdit> missing) =>
        [.. edits.Select(edit => new Test($"{edit.Kind} {edit.Target}", 0, missing.Contains(edit) ? new("failure", "missing", $"{edit.Value}\n{edit.Why}") : null))];

    private static IEnumerable<Suite> Rehearsed(RehearsalReport rehearsal) =>
        from scenario in rehearsal.Scenarios
        group scenario by string.Join(", ", scenario.Images) into images
        select new Suite($"rehearsal of index {images.Key}", images.Sum(s => s.ElapsedMs), [.. images.Select(Scenario)]);

    private static Test Scenario(RehearsedScenario scenario) => new(
        scenario.Name,
        scenario.ElapsedMs,
        scenario.Ok ? null : new("failure", scenario.Outcome, string.Join('\n', scenario.Findings.Select(f => f.Message).Append($"expected: {scenario.Expected}").Concat(scenario.Log))));

    private static string Write(IEnumerable<Suite> suites)
    {
        var elements = suites.Select(Element).ToList();
        var document = new XDocument(new XDeclaration("1.0", "utf-8", null), new XElement("testsuites",
            new XAttribute("name", "provision-kms"),
            Sum("tests", elements),
            Sum("failures", elements),
            Sum("errors", elements),
            elements));
        return $"{document.Declaration}\n{document}\n";
    }

    private static XAttribute Sum(string name, IEnumerable<XElement> elements) => new(name, elements.Sum(e => (int)e.Attribute(name)!));

    private static XElement Element(Suite suite) => new(
        "testsuite",
        new XAttribute("name", XmlText.Plain(suite.Name)),
        new XAttribute("tests", suite.Tests.Count),
        new XAttribute("failures", suite.Tests.Count(t => t.Problem is { Kind: "failure" })),
        new XAttribute("errors", suite.Tests.Count(t => t.Problem is { Kind: "error" })),
        new XAttribute("skipped", 0),
        Seconds(suite.Milliseconds),
        suite.Tests.Select(test => Element(suite, test)));

    private static XElement Element(Suite suite, Test test) => new(
        "testcase",
        new XAttribute("classname", XmlText.Plain(suite.Name)),
        new XAttribute("name", XmlText.Plain(test.Name)),
        Seconds(test.Milliseconds),
        test.Problem is { } problem ? new XElement(problem.Kind, new XAttribute("message", XmlText.Plain(problem.Message)), XmlText.Plain(problem.Details)) : null);

    private static XAttribute Seconds(double milliseconds) => new("time", (milliseconds / 1000).ToString("0.000", CultureInfo.InvariantCulture));

    private sealed record Suite(string Name, double Milliseconds, IReadOnlyList<Test> Tests);

    private sealed record Test(string Name, double Milliseconds, Problem? Problem);

    /// <param name="Kind">The name of its element: <c>failure</c>, or <c>error</c> where the test could not be carried out.</param>
    private sealed record Problem(string Kind, string Message, string Details);
}
