using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>Turns line and column, as <see cref="System.Xml.IXmlLineInfo"/> counts them, into offsets and back. A line ends with CR LF, LF or CR.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var i = text.AsSpan().IndexOfAny('\r', '\n'); i >= 0;)
        {
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
            _starts.Add(i);
            var next = text.AsSpan(i).IndexOfAny('\r', '\n');
            i = next < 0 ? -1 : i + next;
        }
    }

    public int Offset(int line, int column) => _starts[Math.Clamp(line, 1, _starts.Count) - 1] + column - 1;

    public SourceSpan Span(string file, int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new SourceSpan(file, line + 1, offset - _starts[line] + 1);
    }
}
