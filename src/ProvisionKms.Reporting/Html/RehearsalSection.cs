using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Rehearsal.Reports;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>What the first-boot scripts did in a simulated Windows, scenario by scenario.</summary>
internal static class RehearsalSection
{
    public static XElement? Of(RehearsalReport? rehearsal) => rehearsal is null ? null : Element("section",
        Element("h2", $"Rehearsal: {rehearsal.Outcome}"),
        Element("p", $"By Wine {rehearsal.Wine}, against a simulated licensing service."),
        Element("ul", Class("edits"), rehearsal.Scenarios.Select(Scenario)));

    private static XElement Scenario(RehearsedScenario scenario) => Element("li",
        Element("span", Class(scenario.Ok ? "action keep" : "action bad"), scenario.Outcome),
        Element("div",
            Element("p", Element("strong", Plain(scenario.Name)), $" (index {string.Join(", ", scenario.Images)})"),
            Element("p", Plain(scenario.Expected)),
            Element("p", Class("why"), string.Create(CultureInfo.InvariantCulture, $"{scenario.Commands.Count} calls, first boot held for {scenario.HeldSeconds:0} s")),
            scenario.Findings.Select(finding => Element("p", Class("wrong"), Plain(finding.Message)))));
}
