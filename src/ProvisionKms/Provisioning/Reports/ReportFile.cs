using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Writes the report files that a recipe asks for. The image is done by then, so a failure is a warning.</summary>
internal static class ReportFile
{
    public static RunReport Write(RunReport report, Recipe recipe)
    {
        if (recipe.HtmlReport is { } html)
        {
            report = With(report, new Diagnostic(Codes.HtmlReportUnsupported, $"'{html}' is not written", Hint: Codes.HtmlReportUnsupported.Hint));
        }

        if (recipe.JsonReport is not { } path)
        {
            return report;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var partial = path + ".partial";
            File.WriteAllText(partial, ReportJson.Write(report) + "\n");
            File.Move(partial, path, overwrite: true);
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return With(report, new Diagnostic(Codes.ReportNotWritten, $"'{path}' could not be written: {e.Message}", Hint: Codes.ReportNotWritten.Hint));
        }
    }

    private static RunReport With(RunReport report, Diagnostic finding) => report with { Findings = [.. report.Findings, finding] };
}
