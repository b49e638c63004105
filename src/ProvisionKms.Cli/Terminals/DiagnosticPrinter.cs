using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Terminals;

/// <summary>
/// Findings on standard error, one line each in the form that IDEs and CI systems parse. On a terminal, for a person,
/// the hint gets a line of its own.
/// </summary>
internal sealed class DiagnosticPrinter(Terminal terminal, Verbosity verbosity, bool color)
{
    private const string Red = "\e[31m", Yellow = "\e[33m", Cyan = "\e[36m", Reset = "\e[0m";

    public void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (verbosity != Verbosity.Quiet || diagnostic.Severity == Severity.Error)
            {
                Print(diagnostic);
            }
        }
    }

    private void Print(Diagnostic diagnostic)
    {
        if (!terminal.ErrorIsTerminal)
        {
            terminal.Error.WriteLine(PlainText.Of(diagnostic.ToString()));
            return;
        }

        var line = PlainText.Of((diagnostic with { Hint = null }).ToString());
        terminal.Error.WriteLine(color ? Paint(line, diagnostic.Severity) : line);
        if (diagnostic.Hint is { } hint)
        {
            terminal.Error.WriteLine($"  {PlainText.Of(hint.ReplaceLineEndings(" "))}");
        }
    }

    private static string Paint(string line, Severity severity) => severity switch
    {
        Severity.Error => $"{Red}{line}{Reset}",
        Severity.Warning => $"{Yellow}{line}{Reset}",
        _ => $"{Cyan}{line}{Reset}",
    };
}
