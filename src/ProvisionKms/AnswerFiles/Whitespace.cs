namespace ProvisionKms.AnswerFiles;

/// <summary>White space as XML 1.0 defines it: four characters, whatever Unicode says of others.</summary>
internal static class Whitespace
{
    private const string Characters = " \t\r\n";

    public static bool HasLineEnd(ReadOnlySpan<char> text) => text.IndexOfAny('\r', '\n') >= 0;

    /// <summary>The white space that ends at <paramref name="end"/>, not going back before <paramref name="start"/>.</summary>
    public static Range Before(string text, int start, int end) => (start + text.AsSpan(start, end - start).TrimEnd(Characters).Length)..end;

    public static bool IsBlank(string text) => text.AsSpan().Trim(Characters).IsEmpty;
}
