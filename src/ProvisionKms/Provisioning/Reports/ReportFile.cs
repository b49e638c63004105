using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Writes report files. The image is done by then, so a failure is a warning.</summary>
public static class ReportFile
{
    /// <summary>The JSON report that a recipe asks for.</summary>
    internal static RunReport Write(RunReport report, Recipe recipe) =>
        recipe.JsonReport is { } path && Write(path, ReportJson.Write(report) + "\n") is { } finding
            ? report with { Findings = [.. report.Findings, finding] }
            : report;

    /// <summary>Writes a file whole or not at all; folders above it are made.</summary>
    /// <returns>Why it could not be written, or null.</returns>
    public static Diagnostic? Write(string path, string text)
    {
        try
        {
            var full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var partial = full + ".partial";
            File.WriteAllText(partial, text);
            File.Move(partial, full, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Diagnostic(Codes.ReportNotWritten, $"'{path}' could not be written: {e.Message}", Hint: Codes.ReportNotWritten.Hint);
        }
    }
}
