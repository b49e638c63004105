using System.Text;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes.Text;

/// <summary>Reads a recipe file as UTF-8 text, with or without a byte order mark.</summary>
internal static class RecipeFile
{
    private const int LargestBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null with a finding.</summary>
    public static string? Load(string file, DiagnosticBag findings)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[LargestBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length <= LargestBytes)
            {
                return Decode(bytes.AsSpan(0, length), file, findings);
            }

            findings.Add(Codes.RecipeTooLarge, "larger than 1 MiB", new SourceSpan(file), "check that it is a recipe");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            findings.Add(Codes.RecipeUnreadable, Reason(file, error), new SourceSpan(file));
        }

        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, string file, DiagnosticBag findings)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            findings.Add(Codes.RecipeNotUtf8, "the file is UTF-16", new SourceSpan(file, 1, 1), "save it as UTF-8");
            return null;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..])
        {
            bytes = bytes[3..];
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var (line, column) = FirstInvalid(bytes);
            findings.Add(Codes.RecipeNotUtf8, "here is a byte that is not UTF-8", new SourceSpan(file, line, column), "save it as UTF-8");
            return null;
        }
    }

    private static (int Line, int Column) FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            bytes = bytes[length..];
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
        }

        return (line, column);
    }

    private static string Reason(string file, Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "the file does not exist",
        _ when Directory.Exists(file) => "this is a folder, not a file",
        UnauthorizedAccessException => "the file may not be read by this user",
        _ => "the file cannot be read",
    };
}
