using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot;

/// <summary>
/// What every script that we put into an image must be: ASCII with CRLF line ends, so that cmd.exe reads it alike in any
/// code page; and in short lines, because an answer file carries it line by line in commands of limited length.
/// </summary>
internal static class ScriptTemplate
{
    internal const int LongestLine = 150;

    internal static IEnumerable<Diagnostic> Check(byte[] content, string file)
    {
        if (FindOther(content) is { } other)
        {
            yield return new Diagnostic(Codes.TemplateNotAscii, $"byte {content[other]:X2} is not plain ASCII text", Place(content, other, file),
                "save the file as ASCII without a byte order mark");
        }

        if (FindBareLineEnd(content) is { } bare)
        {
            yield return new Diagnostic(Codes.TemplateLineEnds, "the line does not end in CRLF", Place(content, bare, file),
                "save the file with CRLF line ends");
        }

        if (FindLongLine(content) is { } tooLong)
        {
            yield return new Diagnostic(Codes.TemplateLineTooLong, $"the line is longer than {LongestLine} characters", Place(content, tooLong, file),
                "break the line");
        }
    }

    private static int? FindOther(byte[] content) =>
        NullIfAbsent(Array.FindIndex(content, b => b is not ((byte)'\t' or (byte)'\r' or (byte)'\n') and (< 0x20 or > 0x7E)));

    private static int? FindBareLineEnd(byte[] content)
    {
        for (var i = 0; i < content.Length; i++)
        {
            var bareLf = content[i] == '\n' && (i == 0 || content[i - 1] != '\r');
            var bareCr = content[i] == '\r' && (i + 1 == content.Length || content[i + 1] != '\n');
            if (bareLf || bareCr)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The first character that is too much.</summary>
    private static int? FindLongLine(byte[] content)
    {
        foreach (var line in content.AsSpan().Split((byte)'\n'))
        {
            if (content.AsSpan()[line].TrimEnd((byte)'\r').Length > LongestLine)
            {
                return line.Start.Value + LongestLine;
            }
        }

        return null;
    }

    private static int? NullIfAbsent(int index) => index < 0 ? null : index;

    private static SourceSpan Place(byte[] content, int offset, string file)
    {
        var before = content.AsSpan(0, offset);
        return new SourceSpan(file, before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
