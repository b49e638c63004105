using System.Text.RegularExpressions;
using System.Xml;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>Says what System.Xml found wrong, in the form of a diagnostic.</summary>
internal static partial class XmlFailure
{
    public static Diagnostic Describe(XmlException e, string text, string file, LineMap lines)
    {
        // System.Xml stops at a prohibited DTD too, but gives the place of what stands before it.
        if (DocumentType().Match(text) is { Success: true } found)
        {
            var place = lines.Span(file, found.Groups["declaration"].Index);
            return new Diagnostic(Codes.AnswerFileHasDtd, "the answer file has a document type declaration", place, "remove it");
        }

        // The message ends in the position that the diagnostic says already.
        var message = OwnPosition().Replace(e.Message, "").TrimEnd('.', ' ');
        var where = new SourceSpan(file, Math.Max(e.LineNumber, 1), Math.Max(e.LinePosition, 1));
        var hint = text.Contains("<%", StringComparison.Ordinal) ? "it looks like a template; render it first" : null;
        return new Diagnostic(Codes.AnswerFileMalformed, $"not well-formed XML: {message}", where, hint);
    }

    [GeneratedRegex(@"\s*Line \d+, position \d+\.?$")]
    private static partial Regex OwnPosition();

    /// <summary>Before the root there can only be white space, processing instructions and comments.</summary>
    [GeneratedRegex(@"^(?>(\s+|<\?.*?\?>|<!--.*?-->)*)(?<declaration><!DOCTYPE)", RegexOptions.Singleline)]
    private static partial Regex DocumentType();
}
