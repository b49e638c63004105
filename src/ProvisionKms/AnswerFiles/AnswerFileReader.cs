using System.Xml;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// Checks that a text is well-formed XML and finds where its elements stand. System.Xml judges; the offsets come from
/// its line information. DTDs are refused and nothing is ever resolved, so neither external entities nor entity
/// expansion can happen.
/// </summary>
internal sealed class AnswerFileReader
{
    private const int MaxDepth = 128;

    /// <summary>unattend/settings/component/UserData/ProductKey/Key and …/RunSynchronous/RunSynchronousCommand/Path: nothing below is of interest.</summary>
    private const int KeyDepth = 5;

    private readonly string _text;
    private readonly LineMap _lines;

    private AnswerFileReader(string text, LineMap lines) => (_text, _lines) = (text, lines);

    /// <summary>The root element, or null with the diagnostic added.</summary>
    public static AnswerFileElement? Read(string text, string file, LineMap lines, DiagnosticBag diagnostics)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            return new AnswerFileReader(text, lines).Read(reader, file, diagnostics);
        }
        catch (XmlException e)
        {
            diagnostics.Add(XmlFailure.Describe(e, text, file, lines));
            return null;
        }
    }

    private AnswerFileElement? Read(XmlReader reader, string file, DiagnosticBag diagnostics)
    {
        AnswerFileElement? root = null;
        AnswerFileElement? current = null;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                diagnostics.Add(Codes.AnswerFileTooLarge, $"elements are nested more than {MaxDepth} deep", _lines.Span(file, Position(reader)));
                return null;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth <= KeyDepth:
                    var element = Open(reader, current);
                    root ??= element;
                    current = element.IsSelfClosing ? current : element;
                    break;
                case XmlNodeType.EndElement when reader.Depth <= KeyDepth:
                    Close(current!, Position(reader) - "</".Length);
                    current = current!.Parent;
                    break;
                case XmlNodeType.Comment when reader.Depth <= KeyDepth + 1 && current is not null:
                    var start = Position(reader) - "<!--".Length;
                    current.Comments.Add(start..(_text.IndexOf("-->", start, StringComparison.Ordinal) + "-->".Length));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when reader.Depth <= KeyDepth + 1:
                    current!.AddText(reader.Value);
                    break;
            }
        }

        return root;
    }

    private AnswerFileElement Open(XmlReader reader, AnswerFileElement? parent)
    {
        var start = Position(reader) - 1;
        var contentStart = EndOfTag(start);
        var element = new AnswerFileElement(parent, reader.Prefix, reader.LocalName, reader.NamespaceURI)
        {
            // Attributes cannot use a default namespace.
            StatePrefix = ((IXmlNamespaceResolver)reader).LookupPrefix(UnattendNames.StateNamespace) is { Length: > 0 } prefix ? prefix : null,
            Start = start,
            ContentStart = contentStart,
            IsSelfClosing = reader.IsEmptyElement,
            ContentEnd = contentStart,
            End = contentStart,
        };
        parent?.Children.Add(element);
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0)
            {
                element.AddAttribute(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
        return element;
    }

    private void Close(AnswerFileElement element, int endTag)
    {
        element.ContentEnd = endTag;
        element.End = EndOfTag(endTag);
    }

    private int Position(XmlReader reader)
    {
        var info = (IXmlLineInfo)reader;
        return _lines.Offset(info.LineNumber, info.LinePosition);
    }

    /// <summary>Just after the <c>&gt;</c> that ends the tag; one inside quotes does not.</summary>
    private int EndOfTag(int start)
    {
        if (_text[start] != '<')
        {
            throw new InvalidOperationException("the position of a tag was lost");
        }

        var i = start;
        while (_text[i] != '>')
        {
            i = _text[i] is '"' or '\'' ? _text.IndexOf(_text[i], i + 1) + 1 : i + 1;
        }

        return i + 1;
    }
}
