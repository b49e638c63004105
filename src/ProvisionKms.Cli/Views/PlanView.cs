using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

internal static class PlanView
{
    public static void Write(Page page, RunReport report)
    {
        RunView.Head(page, report);
        foreach (var alike in RunView.Groups(report))
        {
            RunView.Title(page, alike);
            RunView.Edits(page, alike[0].Edits);
        }

        if (report.Media is { } media)
        {
            RunView.MediaTitle(page);
            RunView.Edits(page, media.Edits);
        }

        page.Line();
        page.Line(report.Changed ? "Nothing was written; `provision-kms apply` makes these edits." : "All of this is there already; there is nothing to change.");
    }
}
