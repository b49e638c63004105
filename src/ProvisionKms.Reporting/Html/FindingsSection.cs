using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;
using static ProvisionKms.Reporting.XmlText;

namespace ProvisionKms.Reporting.Html;

/// <summary>Warnings and notes of the run; no section where there are none.</summary>
internal static class FindingsSection
{
    public static XElement? Of(IReadOnlyList<ReportedDiagnostic> findings) => findings.Count == 0 ? null : Element("section",
        Element("h2", "Findings"),
        Element("ul", Class("findings"), findings.Select(finding => Element("li",
            Element("strong", $"{finding.Severity} {finding.Code}"),
            " ",
            Plain(finding.Message),
            finding.Hint is { } hint ? Element("p", Class("hint"), Plain(hint)) : null))));
}
