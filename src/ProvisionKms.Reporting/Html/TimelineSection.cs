using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;

namespace ProvisionKms.Reporting.Html;

/// <summary>Where the time went: one bar for each phase, drawn to scale, each with its name and figure as text.</summary>
internal static class TimelineSection
{
    public static XElement? Of(IReadOnlyList<RunPhase> phases)
    {
        if (phases.Count == 0)
        {
            return null;
        }

        var whole = Math.Max(phases.Max(phase => phase.StartMs + phase.ElapsedMs), 1);
        return Element("section",
            Element("h2", $"Where {Time(whole)} went"),
            Element("ol", Class("timeline"), phases.Select(phase => Element("li",
                Element("span", Class("phase"), phase.Name),
                Bar(phase, whole),
                Element("span", Class("figure"), Time(phase.ElapsedMs))))));
    }

    private static XElement Bar(RunPhase phase, double whole) => Element("svg",
        Class("bar"),
        new XAttribute("viewBox", "0 0 100 4"),
        new XAttribute("preserveAspectRatio", "none"),
        new XAttribute("aria-hidden", "true"),
        Rectangle("track", 0, 100),
        Rectangle("fill", 100 * phase.StartMs / whole, Math.Max(100 * phase.ElapsedMs / whole, 0.5)));

    private static XElement Rectangle(string kind, double x, double width) => Element("rect",
        Class(kind), new XAttribute("x", Number(x)), new XAttribute("y", "0"), new XAttribute("width", Number(width)), new XAttribute("height", "4"));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) => milliseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");
}
