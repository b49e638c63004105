using System.Text;

namespace ProvisionKms.FirstBoot;

/// <summary>
/// A batch file as bytes: what comes before the text (a UTF-8 byte order mark), the text without our blocks, and the
/// lines that look like remains of one. Nothing is decoded, so whatever code page the text is in stays as it is.
/// </summary>
internal sealed class ScriptText
{
    private const string AnyMark = "rem ProvisionKms block ";

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly List<int> _remains = [];
    private readonly List<byte> _rest = [];

    private ScriptText(bool hasByteOrderMark) => HasByteOrderMark = hasByteOrderMark;

    internal bool HasByteOrderMark { get; }

    internal ReadOnlySpan<byte> ByteOrderMark => HasByteOrderMark ? Utf8Mark : [];

    /// <summary>The script without the mark and without our blocks.</summary>
    internal byte[] Rest { get; private set; } = [];

    /// <summary>Numbers, from 1, of the lines that look like ours but belong to no block that can be proven to be ours.</summary>
    internal IReadOnlyList<int> Remains => _remains;

    internal static bool IsUtf16(ReadOnlySpan<byte> content)
    {
        // cmd.exe stops at nothing, but text with a NUL in every fourth byte or more is no ANSI and no UTF-8.
        var head = content[..Math.Min(content.Length, 4096)];
        var zeros = head.Count((byte)0);
        return content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ||
            (zeros > 0 && zeros * 4 >= head.Length);
    }

    internal static ScriptText Read(ReadOnlySpan<byte> content)
    {
        var script = new ScriptText(content.StartsWith(Utf8Mark));
        script.Scan(content[script.ByteOrderMark.Length..]);
        script.Rest = [.. script._rest];
        return script;
    }

    /// <summary>The line ends that the script uses most; CRLF where it has none.</summary>
    internal bool UsesLf()
    {
        var all = Rest.AsSpan().Count((byte)'\n');
        var crlf = Rest.AsSpan().Count("\r\n"u8);
        return all - crlf > crlf;
    }

    private void Scan(ReadOnlySpan<byte> text)
    {
        for (int start = 0, line = 1; start < text.Length;)
        {
            var block = BlockLength(text[start..]);
            var length = block > 0 ? block : LineLength(text[start..]);
            var part = text.Slice(start, length);
            if (block == 0)
            {
                _rest.AddRange(part);
                if (Latin1(part).Contains(AnyMark, StringComparison.OrdinalIgnoreCase))
                {
                    _remains.Add(line);
                }
            }

            start += length;
            line += part.Count((byte)'\n');
        }
    }

    /// <summary>The length of the block that begins here, or 0 when none does or it is not as we wrote it.</summary>
    private static int BlockLength(ReadOnlySpan<byte> text)
    {
        var first = LineLength(text);
        var begin = Latin1(text[..first]).TrimEnd('\r', '\n');
        if (!begin.StartsWith(ScriptBlock.BeginMark, StringComparison.Ordinal))
        {
            return 0;
        }

        text = text[..Math.Min(text.Length, ScriptBlock.Longest)];
        for (var end = first; end < text.Length;)
        {
            var length = LineLength(text[end..]);
            var line = Latin1(text.Slice(end, length)).TrimEnd('\r', '\n');
            end += length;
            if (line == ScriptBlock.EndMark)
            {
                return begin[ScriptBlock.BeginMark.Length..] == ScriptBlock.Digest(text[first..end]) ? end : 0;
            }
        }

        return 0;
    }

    private static int LineLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end < 0 ? text.Length : end + 1;
    }

    private static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
