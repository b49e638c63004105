namespace ProvisionKms.FirstBoot.Carried;

/// <summary>
/// One line of a file as statements of cmd.exe that append it to that file. As a rule one <c>echo</c>; a line too long
/// for one command is begun with <c>set /p</c>, which shows its prompt without a line end. What echo would understand
/// (<c>on</c>, <c>off</c>, <c>/?</c>) is cut in two.
/// https://learn.microsoft.com/windows-server/administration/windows-commands/echo
/// https://learn.microsoft.com/windows-server/administration/windows-commands/set_1
/// Each statement has its own redirection, in front: behind a digit it would be taken for the redirection of a handle,
/// and not every cmd.exe knows one for a whole block.
/// </summary>
internal static class EchoedLine
{
    /// <summary>set /p leaves out blanks at the start of its prompt and refuses <c>=</c>; quotes there are taken off.</summary>
    private const string BadStart = " \t=\"";

    /// <param name="text">Without its line end.</param>
    /// <param name="file">The file to append to.</param>
    /// <param name="ends">Whether the line has a line end.</param>
    /// <param name="room">How long a statement may be.</param>
    /// <returns>The statements, or null when the line cannot be written so.</returns>
    internal static IReadOnlyList<string>? Statements(string text, string file, bool ends, int room)
    {
        var statements = new List<string>();
        var (prompt, echo) = ($">>{file} <nul set /p =", $">>{file} echo");
        var rest = text;
        while (Cut(rest, ends, room - prompt.Length, room - echo.Length - 1) is { } cut)
        {
            if (cut == 0 || BadStart.Contains(rest[0], StringComparison.Ordinal))
            {
                return null;
            }

            statements.Add(prompt + CommandLineText.Escape(rest.AsSpan(0, cut), '='));
            rest = rest[cut..];
        }

        if (ends)
        {
            statements.Add(IsBlank(rest) ? $"{echo}.{CommandLineText.Escape(rest, '.')}" : $"{echo} {CommandLineText.Escape(rest, ' ')}");
        }

        return statements;
    }

    /// <summary>Where the first piece ends that cannot be left to echo; 0 where none can be made; null when echo can have it all.</summary>
    private static int? Cut(string text, bool ends, int pieceRoom, int echoRoom)
    {
        var help = text.IndexOf("/?", StringComparison.Ordinal);
        if (ends && help < 0 && Fitting(text, echoRoom) == text.Length)
        {
            return IsSwitch(text) ? 1 : null;
        }

        var length = Math.Min(Fitting(text, pieceRoom), help < 0 ? text.Length : help + 1);
        while (length > 0 && length < text.Length && BadStart.Contains(text[length], StringComparison.Ordinal))
        {
            length--;
        }

        return text.Length == 0 ? null : length;
    }

    private static bool IsSwitch(string text) => text.Trim(' ', '\t').ToUpperInvariant() is "ON" or "OFF";

    private static int Fitting(string text, int room)
    {
        var (used, before) = (0, ' ');
        for (var i = 0; i < text.Length; i++)
        {
            used += CommandLineText.LengthOf(text[i], before);
            if (used > room)
            {
                return i;
            }

            before = text[i];
        }

        return text.Length;
    }

    private static bool IsBlank(string text) => text.AsSpan().Trim(" \t").IsEmpty;
}
