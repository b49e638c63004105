using ProvisionKms.Cli.Terminals;
using Spectre.Console;

namespace ProvisionKms.Cli.Views;

/// <summary>
/// A result as text, fitted to the width of the terminal. Redirected it is plain: no colour, no box drawing, no blanks at
/// the ends of lines, so that it can be compared, searched and mailed.
/// </summary>
internal sealed class Page : IDisposable
{
    private readonly Terminal _terminal;
    private readonly StringWriter _text = new();
    private readonly IAnsiConsole _console;

    public Page(Terminal terminal, bool color, bool detailed)
    {
        _terminal = terminal;
        IsDetailed = detailed;
        var styled = terminal.OutIsTerminal && color;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_text),
            Ansi = styled ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = styled ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        _console.Profile.Width = terminal.Width;
        _console.Profile.Capabilities.Unicode = terminal.OutIsTerminal;
    }

    public bool IsDetailed { get; }

    /// <summary>One paragraph of text; others' text in it is made harmless.</summary>
    public void Line(string text = "")
    {
        foreach (var line in Paragraph.Wrap(PlainText.Of(text), _terminal.Width))
        {
            _text.WriteLine(line);
        }
    }

    public void Heading(string text)
    {
        _console.Write(new Text(PlainText.Of(text), new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    /// <summary>Names on the left, values on the right; what has no value is left out.</summary>
    public void Facts(params IReadOnlyList<(string Name, string? Value)> facts)
    {
        var shown = facts.Where(f => f.Value is not null).ToList();
        var names = shown.Select(f => f.Name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var (name, value) in shown)
        {
            var label = PlainText.Of(name).PadRight(names);
            foreach (var line in Paragraph.Wrap(PlainText.Of(value!), _terminal.Width - names))
            {
                _text.WriteLine(label + line);
                label = new string(' ', names);
            }
        }
    }

    public void Table(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var boxed = _terminal.OutIsTerminal;
        var table = new Table { Border = boxed ? TableBorder.Rounded : TableBorder.None };
        foreach (var (title, wraps) in columns)
        {
            var column = new TableColumn(new Text(boxed ? title : title.ToUpperInvariant())) { NoWrap = !wraps };
            table.AddColumn(boxed ? column : column.PadLeft(0).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Take(columns.Count).Select(c => Cell(c)));
        }

        _console.Write(table);
    }

    public void Print()
    {
        var lines = _text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        while (lines is [.., ""])
        {
            lines.RemoveAt(lines.Count - 1);
        }

        lines.ForEach(_terminal.Out.WriteLine);
    }

    public void Dispose() => _text.Dispose();

    private static Text Cell(string? value) => new(PlainText.Of(value ?? ""));
}

/// <param name="Wraps">The column gives way when the page is narrow; the others are names to copy, and stay whole.</param>
internal readonly record struct Column(string Title, bool Wraps = false);
