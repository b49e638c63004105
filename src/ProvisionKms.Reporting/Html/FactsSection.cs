using System.Globalization;
using System.Xml.Linq;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>What was made of what, by what, and their digests.</summary>
internal static class FactsSection
{
    public static XElement Of(RunRecord run) => Element("section",
        Element("h2", "What was made"),
        Element("dl", Facts(run).Where(f => f.Value is not null).Select(f => Element("div", Element("dt", f.Name), Element("dd", Plain(f.Value!))))));

    private static (string Name, string? Value)[] Facts(RunRecord run) =>
    [
        ("Source", $"{run.Source.Path} ({run.Report.Image.Kind})"),
        ("Source SHA-256", run.Source.Sha256),
        ("Output", run.Report.Output == run.Report.Image.Path ? "in place" : run.Output.Path),
        ("Output SHA-256", run.Output.Sha256),
        ("Platform", run.Report.Platform?.Title),
        ("Recipe", run.Recipe.Path),
        ("Recipe SHA-256", run.Recipe.Sha256),
        ("Finished", run.Finished.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
    ];
}
