namespace ProvisionKms.AnswerFiles;

/// <summary>
/// How a file is laid out, so that what is added looks like what is there: the line ends and indents of siblings,
/// or nothing between tags in a file that has nothing there.
/// </summary>
internal sealed class Indentation
{
    private const string DefaultUnit = "  ";

    private readonly string _text;

    public Indentation(string text, AnswerFileElement root)
    {
        _text = text;
        Unit = FindUnit(root) ?? DefaultUnit;
    }

    /// <summary>One step of indentation.</summary>
    public string Unit { get; }

    /// <summary>What to put before a new child: a line end with an indent, or nothing.</summary>
    public string BeforeChildOf(AnswerFileElement parent)
    {
        var separators = parent.Children.Select(c => Separator(parent, c)).Reverse().ToList();
        return separators.Find(s => Whitespace.HasLineEnd(s))
            ?? separators.FirstOrDefault()
            ?? (LineStart(parent) is { } start ? start + Unit : "");
    }

    /// <summary>What to put before the end tag of a parent that had no child elements.</summary>
    public string BeforeEndOf(AnswerFileElement parent) => LineStart(parent) ?? "";

    /// <summary>The white space between an element and what stands before it, without blank lines.</summary>
    private string Separator(AnswerFileElement parent, AnswerFileElement child)
    {
        var space = _text[Whitespace.Before(_text, parent.ContentStart, child.Start)];
        var lineEnd = space.AsSpan().LastIndexOfAny('\r', '\n');
        return lineEnd < 0 ? space : space[(lineEnd - (lineEnd > 0 && space[lineEnd - 1] == '\r' && space[lineEnd] == '\n' ? 1 : 0))..];
    }

    /// <summary>The line end and indent before an element that is the first on its line; null for others.</summary>
    private string? LineStart(AnswerFileElement element)
    {
        if (element.Parent is { } parent)
        {
            var separator = Separator(parent, element);
            return Whitespace.HasLineEnd(separator) ? separator : null;
        }

        // The root can be first in the file; then the file's own first line end serves.
        var first = _text.AsSpan().IndexOfAny('\r', '\n');
        return first < 0 ? null : _text[first..(first + (_text.AsSpan(first).StartsWith("\r\n") ? 2 : 1))];
    }

    private string? FindUnit(AnswerFileElement parent)
    {
        foreach (var child in parent.Children)
        {
            if (LineStart(parent) is { } outer && LineStart(child) is { } inner && Indent(inner) is var deep && Indent(outer) is var shallow
                && deep.Length > shallow.Length && deep.StartsWith(shallow, StringComparison.Ordinal))
            {
                return deep[shallow.Length..];
            }

            if (FindUnit(child) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Indent(string lineStart) => lineStart.TrimStart('\r', '\n');
}
