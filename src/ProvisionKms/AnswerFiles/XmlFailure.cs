using System.Text.RegularExpressions;
using System.Xml;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>Says what System.Xml found wrong, in the form of a diagnostic.</summary>
internal static partial class XmlFailure
{
    private const string DocumentType = "<!DOCTYPE";

    public static Diagnostic Describe(XmlException e, string text, string file, LineMap lines)
    {
        var where = new SourceSpan(file, Math.Max(e.LineNumber, 1), Math.Max(e.LinePosition, 1));
        if (IsDocumentType(text, lines.Offset(where.Line, where.Column)))
        {
            return new Diagnostic(Codes.AnswerFileHasDtd, "the answer file has a document type declaration", where, "remove it");
        }

        // Its own position would stand there twice; a template's tag is worth a hint.
        var message = OwnPosition().Replace(e.Message, "").TrimEnd('.', ' ');
        var hint = text.Contains("<%", StringComparison.Ordinal) ? "it looks like a template; render it first" : null;
        return new Diagnostic(Codes.AnswerFileMalformed, $"not well-formed XML: {message}", where, hint);
    }

    private static bool IsDocumentType(string text, int offset)
    {
        var from = Math.Clamp(offset - DocumentType.Length, 0, text.Length);
        var length = Math.Min(text.Length - from, 2 * DocumentType.Length);
        return text.AsSpan(from, length).Contains(DocumentType, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s*Line \d+, position \d+\.?$")]
    private static partial Regex OwnPosition();
}
