using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

internal static class PlanView
{
    public static void Write(Page page, RunReport report)
    {
        RunView.Head(page, report);
        RunView.Edits(page, report);
        page.Line();
        page.Line(report.Changed ? "Nothing was written; `provision-kms apply` makes these edits." : "All of this is there already; there is nothing to change.");
    }
}
