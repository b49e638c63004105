using ProvisionKms.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>A finding, as JSON shows it.</summary>
public sealed record ReportedDiagnostic(string Code, string Severity, string Message, string? File, int? Line, int? Column, string? Hint)
{
    public static IReadOnlyList<ReportedDiagnostic> Of(IEnumerable<Diagnostic> findings) =>
    [
        .. findings.Select(d => new ReportedDiagnostic(
            d.Code.Id,
            d.Severity switch
            {
                Diagnostics.Severity.Error => "error",
                Diagnostics.Severity.Warning => "warning",
                _ => "note",
            },
            d.Message,
            d.Where?.File,
            d.Where is { Line: > 0 } at ? at.Line : null,
            d.Where is { Line: > 0 } place ? place.Column : null,
            d.Hint)),
    ];
}
