using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

/// <summary>The differences themselves are diagnostics on standard error.</summary>
internal static class VerifyView
{
    public static void Write(Page page, VerifyReport report)
    {
        page.Facts(
            ("planned", $"{report.Planned} edits"),
            ("present", $"{report.Present}"),
            ("not planned", $"{report.UnplannedChanges.Count}"));
        page.Verdict(report.Ok, report.Ok ? "The image is what the recipe asks for." : "The image is not what the recipe asks for.");
    }
}
