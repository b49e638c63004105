using System.Globalization;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Cli.Views;

internal static class ApplyView
{
    public static void Write(Page page, RunReport report)
    {
        RunView.Head(page, report);
        foreach (var alike in RunView.Groups(report))
        {
            RunView.Title(page, alike);
            if (page.IsDetailed)
            {
                RunView.Edits(page, alike[0]);
            }
            else
            {
                var edits = report.Changed ? RunView.Counts(alike[0]) : $"edits: {alike[0].Edits.Count} there already";
                page.Line($"  {edits}{(alike.Count > 1 ? " in each" : "")}");
            }
        }

        page.Line();
        if (report.Verification is { } verification)
        {
            page.Line($"verified: {verification.Present} of {verification.Planned} edits present, {Others(verification.UnplannedChanges)}");
        }

        var seconds = (report.ElapsedMs.GetValueOrDefault() / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        page.Line(report.Changed ? $"done in {seconds} s: {report.Output}" : $"nothing to change ({seconds} s): {report.Output}");
    }

    private static string Others(int unplanned) => unplanned == 0 ? "nothing else changed" : $"{unplanned} other changes";
}
