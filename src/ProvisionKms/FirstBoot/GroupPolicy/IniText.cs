using System.Runtime.InteropServices;
using System.Text;

namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>
/// An ini file as the profile functions of Windows see it: UTF-16LE with a byte order mark, else 8-bit text in whatever
/// code page. Every character that is not replaced stays what it was, also one that means nothing. A UTF-8 mark is part of
/// the first line to Windows, which therefore sees no section header there.
/// </summary>
internal sealed class IniText
{
    private static readonly byte[] WideMark = [0xFF, 0xFE];

    private readonly bool _isWide;

    private IniText(string text, bool isWide) => (Text, _isWide) = (text, isWide);

    internal string Text { get; }

    internal static IniText NewWide { get; } = new("", isWide: true);

    internal static IniText NewNarrow { get; } = new("", isWide: false);

    /// <summary>CRLF, unless the file has mostly bare line feeds.</summary>
    internal string LineEnd => Text.Count(c => c == '\n') > 2 * CountOfCrlf() ? "\n" : "\r\n";

    /// <returns>Null when it is UTF-16 in a form that Windows does not take for it.</returns>
    internal static IniText? Read(byte[] content)
    {
        if (content.AsSpan().StartsWith(WideMark))
        {
            return content.Length % 2 == 0 ? new(new string(MemoryMarshal.Cast<byte, char>(content.AsSpan(2))), isWide: true) : null;
        }

        return ScriptText.IsUtf16(content) ? null : new(Encoding.Latin1.GetString(content), isWide: false);
    }

    internal byte[] ToBytes() => _isWide ? [.. WideMark, .. MemoryMarshal.AsBytes(Text.AsSpan())] : Encoding.Latin1.GetBytes(Text);

    /// <summary>The first section of this name, the only one that Windows reads.</summary>
    internal IniSection? Section(string name)
    {
        IniSection? section = null;
        for (var start = 0; start < Text.Length;)
        {
            var end = Text.IndexOf('\n', start) is var feed and >= 0 ? feed + 1 : Text.Length;
            var line = Text.AsSpan(start, end - start).Trim();
            if (line.StartsWith("["))
            {
                if (section is not null)
                {
                    return section;
                }

                var header = line.IndexOf(']') is var close and > 0 ? line[1..close].Trim() : [];
                section = header.Equals(name, StringComparison.OrdinalIgnoreCase) ? new(end) : null;
            }
            else if (section is not null && line.Length > 0)
            {
                section.Add(Text, start, end);
            }

            start = end;
        }

        return section;
    }

    internal IniText Replace(IniEntry entry, string value) =>
        new(Text[..entry.ValueStart] + value + Text[(entry.ValueStart + entry.Value.Length)..], _isWide);

    /// <summary>Lines at the end of a section; behind them comes what was behind the last line of it.</summary>
    internal IniText Insert(IniSection section, params IReadOnlyList<string> lines) => Insert(section.End, lines);

    internal IniText Append(params IReadOnlyList<string> lines) => Insert(Text.Length, lines);

    private IniText Insert(int at, IReadOnlyList<string> lines)
    {
        var lead = at > 0 && Text[at - 1] != '\n' ? LineEnd : "";
        return new(Text[..at] + lead + string.Concat(lines.Select(line => line + LineEnd)) + Text[at..], _isWide);
    }

    private int CountOfCrlf() => (Text.Length - Text.Replace("\r\n", "", StringComparison.Ordinal).Length) / 2;
}
