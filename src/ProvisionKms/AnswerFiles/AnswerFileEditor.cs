using ProvisionKms.Catalog;

namespace ProvisionKms.AnswerFiles;

/// <summary>Collects the splices of one merge. Each element of the file may be edited once.</summary>
internal sealed class AnswerFileEditor(string text, AnswerFileElement root)
{
    private readonly Indentation _indentation = new(text, root);
    private readonly List<TextSplice> _splices = [];

    /// <summary>In the order of the text; where two are at one place, in the order they were asked for.</summary>
    public IReadOnlyList<TextSplice> Splices => [.. _splices.OrderBy(s => s.Offset)];

    /// <summary>
    /// Adds children after everything that the parent has, comments included: a comment stays with the element it is about.
    /// </summary>
    public void Append(AnswerFileElement parent, IEnumerable<NewElement> children)
    {
        var separator = _indentation.BeforeChildOf(parent);
        var added = Render(parent, separator, children);
        var closing = parent.Children.Count == 0 && Whitespace.HasLineEnd(separator) ? _indentation.BeforeEndOf(parent) : "";
        if (parent.IsSelfClosing)
        {
            Open(parent, added + closing);
            return;
        }

        var space = Whitespace.Before(text, parent.ContentStart, parent.ContentEnd);
        Add(space.Start.Value, "", added + (Whitespace.HasLineEnd(text.AsSpan()[space]) ? "" : closing));
    }

    /// <summary>Adds siblings after an element, and after a comment that follows it on the same line.</summary>
    public void InsertAfter(AnswerFileElement sibling, IEnumerable<NewElement> elements)
    {
        var parent = sibling.Parent!;
        var next = text.Length - text.AsSpan(sibling.End).TrimStart(" \t").Length;
        var comment = parent.Comments.Find(c => c.Start.Value == next);
        Add(Math.Max(sibling.End, comment.End.Value), "", Render(parent, _indentation.BeforeChildOf(parent), elements));
    }

    /// <summary>Adds children before everything that the parent has.</summary>
    public void Prepend(AnswerFileElement parent, IEnumerable<NewElement> children) =>
        Add(parent.ContentStart, "", Render(parent, _indentation.BeforeChildOf(parent), children));

    /// <summary>
    /// Makes the key all that the element says. White space around it goes, for it would be part of the value;
    /// comments stay.
    /// </summary>
    public void SetKey(AnswerFileElement element, ProductKey key) => SetContent(element, key.Reveal());

    /// <summary>Makes these all that the element has, comments apart.</summary>
    public void SetChildren(AnswerFileElement element, IEnumerable<NewElement> children) => SetContent(element, Render(element, "", children));

    /// <summary>Takes an element out, with the white space before it.</summary>
    public void Cut(AnswerFileElement element)
    {
        var start = Whitespace.Before(text, element.Parent!.ContentStart, element.Start).Start.Value;
        Add(start, text[start..element.End], "");
    }

    private void SetContent(AnswerFileElement element, string content)
    {
        if (element.IsSelfClosing)
        {
            Open(element, content);
            return;
        }

        var comments = string.Concat(element.Comments.Select(c => text[c]));
        Add(element.ContentStart, text[element.ContentStart..element.ContentEnd], content + comments);
    }

    /// <summary>Turns <c>&lt;name/&gt;</c> into a pair of tags around the content.</summary>
    private void Open(AnswerFileElement element, string content) =>
        Add(element.End - "/>".Length, "/>", $">{content}</{element.QualifiedName}>");

    private string Render(AnswerFileElement parent, string separator, IEnumerable<NewElement> elements) =>
        string.Concat(elements.Select(e => separator + e.Render(parent.Prefix, separator, _indentation.Unit)));

    private void Add(int offset, string removed, string inserted) => _splices.Add(new TextSplice(offset, removed, inserted));
}
