using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Reporting.JUnit;

namespace ProvisionKms.Reporting.Tests;

public sealed class JUnitReportTests
{
    [Fact]
    public void Edits_and_scenarios_are_tests() => Golden.Matches("run.junit.xml", JUnitReport.Of(SampleRuns.Usual.Report, SampleRuns.Rehearsal(ok: false)));

    [Fact]
    public void What_a_verification_misses_is_a_failed_test()
    {
        var report = SampleRuns.Usual.Report;
        var missing = $"index 1: registry {report.Images[0].Edits[0].Target}";
        var xml = XDocument.Parse(JUnitReport.Of(new VerifyReport(false, 7, 6, [missing], [@"index 2: added \evil.exe"]) { Images = report.Images }));

        Assert.Equal("2", (string?)xml.Root!.Attribute("failures"));
        var failed = xml.Descendants("testcase").Where(test => test.Element("failure") is not null).ToList();
        Assert.Equal(["index 1: windows-server-2019 standard", "the whole image"], failed.Select(test => (string)test.Attribute("classname")!));
        Assert.Contains("evil.exe", failed[1].Value, StringComparison.Ordinal);
    }
}
