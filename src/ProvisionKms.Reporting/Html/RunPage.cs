using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>One run on one page: a single file that needs no network, reads in light and dark, on a phone and on paper.</summary>
public static class RunPage
{
    public static string Write(RunRecord run) => Document(Element("html",
        new XAttribute("lang", "en"),
        Element("head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
            Element("title", Plain($"{run.Report.Recipe}: {Outcome(run)}")),
            Element("style", Style())),
        Element("body", Header(run), Element("main", Sections(run)), Footer(run))));

    private static XElement Header(RunRecord run) => Element("header",
        Element("p", Class(run.Ok ? "badge good" : "badge bad"), Outcome(run)),
        Element("h1", Plain(run.Report.Recipe)),
        Element("p", Class("lead"), Plain(Lead(run.Report))));

    private static IEnumerable<XElement?> Sections(RunRecord run) =>
    [
        FactsSection.Of(run),
        FindingsSection.Of(run.Report.Diagnostics),
        TimelineSection.Of(run.Report.Phases ?? []),
        .. ImageSections.Of(run.Report),
        VerificationSection.Of(run.Report.Verification),
        RehearsalSection.Of(run.Rehearsal),
    ];

    private static XElement Footer(RunRecord run) => Element("footer", Element("p", $"provision-kms {run.ToolVersion}"));

    private static string Outcome(RunRecord run) => run switch
    {
        { Ok: false } => "not as planned",
        { Report.Changed: true } => "provisioned and verified",
        _ => "nothing to change",
    };

    private static string Lead(RunReport report)
    {
        var count = report.Images.Count == 1 ? "1 image" : string.Create(CultureInfo.InvariantCulture, $"{report.Images.Count} images");
        var host = report.Platform?.KmsHost is { } kms ? string.Create(CultureInfo.InvariantCulture, $" for KMS host {kms}:{report.Platform.KmsPort}") : "";
        return $"{count} in {Path.GetFileName(report.Image.Path)}{host}";
    }

    /// <summary>In a style element HTML reads no escapes, so this sheet has no character that XML would escape.</summary>
    private static string Style()
    {
        using var reader = new StreamReader(typeof(RunPage).Assembly.GetManifestResourceStream("page.css")!);
        return reader.ReadToEnd();
    }
}
