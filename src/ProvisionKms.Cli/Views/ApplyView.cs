using System.Globalization;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Reporting;

namespace ProvisionKms.Cli.Views;

internal static class ApplyView
{
    public static void Write(Page page, RunRecord run)
    {
        var report = run.Report;
        RunView.Head(page, report);
        if (page.IsDetailed)
        {
            RunView.Edits(page, report);
        }
        else
        {
            Counts(page, report);
        }

        page.Line();
        if (report.Verification is { } verification)
        {
            page.Line($"verified: {verification.Present} of {verification.Planned} edits present, {Others(verification.UnplannedChanges)}");
        }

        var seconds = (report.ElapsedMs.GetValueOrDefault() / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);
        if (run.Rehearsal is { } rehearsal)
        {
            page.Line($"rehearsed: {RehearseView.Sum(rehearsal)}");
            RehearseView.Failures(page, rehearsal);
        }

        page.Line(report.Changed ? $"done in {seconds} s: {report.Output}" : $"nothing to change ({seconds} s): {report.Output}");
    }

    private static void Counts(Page page, RunReport report)
    {
        foreach (var alike in RunView.Groups(report))
        {
            Count(RunView.Title(alike), alike[0].Edits, alike.Count > 1 ? " in each" : "");
        }

        if (report.Media is { } media)
        {
            Count(RunView.MediaTitle, media.Edits, "");
        }

        void Count(string title, IReadOnlyList<PlannedEdit> edits, string where)
        {
            page.Line();
            page.Heading(title);
            page.Line($"  {(report.Changed ? RunView.Counts(edits) : $"edits: {edits.Count} there already")}{where}");
        }
    }

    private static string Others(int unplanned) => unplanned == 0 ? "nothing else changed" : $"{unplanned} other changes";
}
