using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// An answer file's text, with what is needed to write it back in the same encoding. Only what survives that round
/// trip byte for byte is accepted, so that every byte that is not edited stays.
/// </summary>
internal sealed class AnswerFileText
{
    /// <summary>Windows' own limit is not documented; real answer files with embedded scripts stay below 1 MiB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Encoding _encoding;
    private readonly byte[] _bom;

    private AnswerFileText(string text, Encoding encoding, byte[] bom) => (Text, _encoding, _bom) = (text, encoding, bom);

    public string Text { get; }

    public byte[] Encode(string text) => [.. _bom, .. _encoding.GetBytes(text)];

    public static AnswerFileText? Decode(byte[] content, string file, DiagnosticBag diagnostics)
    {
        if (content.Length > MaxBytes)
        {
            diagnostics.Add(Codes.AnswerFileTooLarge, $"the answer file has {content.Length} bytes; the limit is {MaxBytes}", new SourceSpan(file));
            return null;
        }

        var (encoding, bom, problem) = EncodingDetection.Detect(content);
        if (encoding is null)
        {
            diagnostics.Add(Codes.AnswerFileEncoding, problem!, new SourceSpan(file, 1, 1), "save the file as UTF-8");
            return null;
        }

        try
        {
            var result = new AnswerFileText(encoding.GetString(content, bom.Length, content.Length - bom.Length), encoding, bom);
            if (result.Encode(result.Text).AsSpan().SequenceEqual(content))
            {
                return result;
            }

            diagnostics.Add(Codes.AnswerFileEncoding, $"the file cannot be written back in the encoding '{encoding.WebName}' without a change",
                new SourceSpan(file, 1, 1), "save the file as UTF-8");
        }
        catch (DecoderFallbackException e)
        {
            diagnostics.Add(Codes.AnswerFileEncoding, $"bytes that are not valid in the encoding '{encoding.WebName}'",
                WhereInvalid(content.AsSpan(bom.Length), e.Index, encoding, file), "save the file in the encoding it declares, best UTF-8");
        }

        return null;
    }

    private static SourceSpan WhereInvalid(ReadOnlySpan<byte> content, int index, Encoding encoding, string file)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        var before = lenient.GetString(content[..Math.Clamp(index, 0, content.Length)]);
        return new LineMap(before).Span(file, before.Length);
    }
}
