using ProvisionKms.Diagnostics;

namespace ProvisionKms.FirstBoot;

/// <summary>What every batch file that we put into an image must be: ASCII with CRLF line ends, so that cmd.exe reads it alike in any code page.</summary>
internal static class BatchTemplate
{
    internal static bool IsBatch(string name) => name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase);

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

    private static int? NullIfAbsent(int index) => index < 0 ? null : index;

    private static SourceSpan Place(byte[] content, int offset, string file)
    {
        var before = content.AsSpan(0, offset);
        return new SourceSpan(file, before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
