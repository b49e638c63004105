using System.Globalization;
using System.Xml.Linq;
using ProvisionKms.Provisioning.Reports;
using static ProvisionKms.Reporting.Html.Markup;

namespace ProvisionKms.Reporting.Html;

/// <summary>What a fresh look at the result found.</summary>
internal static class VerificationSection
{
    public static XElement? Of(ReportedVerification? verification) => verification is null ? null : Element("section",
        Element("h2", "Verification"),
        Element("p", string.Create(CultureInfo.InvariantCulture, $"{verification.Present} of {verification.Planned} planned edits are present. ") +
            (verification.UnplannedChanges == 0 ? "Unplanned changes: none." : string.Create(CultureInfo.InvariantCulture, $"Unplanned changes: {verification.UnplannedChanges}."))));
}
