using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// Finds the encoding of an XML file as XML 1.0 appendix F says: byte order mark, else the pattern of the first
/// bytes, else the declaration, else UTF-8.
/// </summary>
internal static partial class EncodingDetection
{
    public static (Encoding? Encoding, byte[] Bom, string? Problem) Detect(ReadOnlySpan<byte> content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8(), [0xEF, 0xBB, 0xBF], null),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0x3C, 0, 0, 0, ..] or [0, 0, 0, 0x3C, ..] =>
            (null, [], "the file is in UTF-32, which Windows Setup does not read"),
        [0xFF, 0xFE, ..] => (Utf16(bigEndian: false), [0xFF, 0xFE], null),
        [0xFE, 0xFF, ..] => (Utf16(bigEndian: true), [0xFE, 0xFF], null),
        [0x3C, 0, ..] => (Utf16(bigEndian: false), [], null),
        [0, 0x3C, ..] => (Utf16(bigEndian: true), [], null),
        _ => Declared(content),
    };

    private static (Encoding?, byte[], string?) Declared(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 512)]);
        var name = Declaration().Match(head).Groups["name"];
        if (!name.Success)
        {
            return (Utf8(), [], null);
        }

        if (WideEncoding().IsMatch(name.Value))
        {
            return (null, [], $"the file declares the encoding '{name.Value}', but its text is in an 8-bit encoding");
        }

        var encoding = Find(name.Value);
        return (encoding, [], encoding is null ? $"the encoding '{name.Value}' is not known" : null);
    }

    private static Encoding? Find(string name)
    {
        if (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8();
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // ArgumentException: no such name. NotSupportedException: UTF-7, which .NET refuses for its security.
            return null;
        }
    }

    private static UTF8Encoding Utf8() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    [GeneratedRegex("""^<\?xml\s[^>]*?\sencoding\s*=\s*(?<quote>["'])(?<name>[A-Za-z][A-Za-z0-9._:-]*)\k<quote>""")]
    private static partial Regex Declaration();

    [GeneratedRegex("^(utf-?16|utf-?32|ucs-?[24]|iso-10646-ucs-[24]|unicode)", RegexOptions.IgnoreCase)]
    private static partial Regex WideEncoding();
}
