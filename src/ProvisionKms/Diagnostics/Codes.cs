namespace ProvisionKms.Diagnostics;

/// <summary>
/// The one list of codes. Each has an entry in docs/diagnostics.md and a test; a number is never used for
/// something else again. The rooms add theirs in the partial files beside this one.
/// </summary>
public static partial class Codes
{
    /// <summary>Every code, in order of number.</summary>
    public static IReadOnlyList<DiagnosticCode> All =>
    [
        .. typeof(Codes).GetFields()
            .Where(f => f.FieldType == typeof(DiagnosticCode))
            .Select(f => (DiagnosticCode)f.GetValue(null)!)
            .OrderBy(c => c.Number),
    ];

    private static DiagnosticCode Error(int number, string title, string cause, string remedy) =>
        new(number, Severity.Error, title, cause, remedy);

    private static DiagnosticCode Warning(int number, string title, string cause, string remedy) =>
        new(number, Severity.Warning, title, cause, remedy);

    private static DiagnosticCode Note(int number, string title, string cause, string remedy) =>
        new(number, Severity.Note, title, cause, remedy);
}
