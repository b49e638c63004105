using ProvisionKms.Cli.Terminals;
using Spectre.Console;

namespace ProvisionKms.Cli.Views;

/// <summary>
/// A result as text, fitted to the width of the terminal. Redirected it is plain: no colour, no box drawing, no blanks at
/// the ends of lines, so that it can be compared, searched and mailed.
/// </summary>
internal sealed class Page : IDisposable
{
    private static readonly Style s_bold = new(decoration: Decoration.Bold);

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
            Out = new ConsoleOutput(_text, terminal.Width, terminal.OutIsTerminal),
            Ansi = styled ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = styled ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
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
        _console.Write(new Text(PlainText.Of(text), s_bold));
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

    /// <summary>Things with facts of their own: a tree on a terminal, elsewhere a heading for each with its facts below.</summary>
    /// <param name="root">What they are parts of.</param>
    public void Tree(string root, IReadOnlyList<Branch> branches)
    {
        if (!_terminal.OutIsTerminal)
        {
            foreach (var branch in branches)
            {
                Line();
                Heading(branch.Title);
                Facts(branch.Facts);
            }

            return;
        }

        Line();
        _console.Write(TerminalTree.Of(root, branches, _terminal.Width));
    }

    /// <summary>The last word of a result; the colour only repeats what it says.</summary>
    public void Verdict(bool good, string text)
    {
        _console.Write(new Text(PlainText.Of(text), new Style(good ? Color.Green : Color.Red)));
        _console.WriteLine();
    }

    public void Table(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var all = rows.ToList();
        var boxed = _terminal.OutIsTerminal;
        if (boxed && !Fits(columns, all))
        {
            Stack(columns, all);
            return;
        }

        var table = new Table { Border = boxed ? TableBorder.Rounded : TableBorder.None };
        foreach (var (title, wraps) in columns)
        {
            var column = new TableColumn(new Text(boxed ? title : title.ToUpperInvariant())) { NoWrap = !wraps };
            table.AddColumn(boxed ? column : column.PadLeft(0).PadRight(2));
        }

        foreach (var row in all)
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

    /// <summary>Whether the columns that stay whole leave room for those that give way; Spectre would leave out what does not fit.</summary>
    private bool Fits(IReadOnlyList<Column> columns, List<IReadOnlyList<string?>> rows)
    {
        const int Frame = 3;
        const int NarrowestThatWraps = 10;
        var needed = columns.Select((column, number) => column.Wraps
            ? NarrowestThatWraps
            : rows.Select(row => PlainText.Of(row[number] ?? "").Length).Append(column.Title.Length).Max());
        return needed.Sum(width => width + Frame) < _terminal.Width;
    }

    /// <summary>For a narrow terminal: each row as facts, one below the other.</summary>
    private void Stack(IReadOnlyList<Column> columns, List<IReadOnlyList<string?>> rows)
    {
        foreach (var (number, row) in rows.Index())
        {
            if (number > 0)
            {
                Line();
            }

            Facts([.. columns.Select((column, place) => (column.Title, row[place]))]);
        }
    }

    private static Text Cell(string? value) => new(PlainText.Of(value ?? ""));
}

/// <summary>One thing of several, and what is known of it; a fact without a value is left out.</summary>
internal sealed record Branch(string Title, IReadOnlyList<(string Name, string? Value)> Facts);

/// <param name="Wraps">The column gives way when the page is narrow; the others are names to copy, and stay whole.</param>
internal readonly record struct Column(string Title, bool Wraps = false);
