using System.Text;

namespace ProvisionKms.FirstBoot.Carried;

/// <summary>
/// Text as cmd.exe needs it on a command line, so that it comes out as it is. A command line is not a batch file:
/// <c>%%</c> is not one percent sign there, and nothing else is either. A percent sign is therefore written as
/// <c>%%~j</c> inside a loop whose variable j is empty: <c>%~j</c> stands between the sign and whatever follows until the
/// variables of the environment have been looked for, and is gone afterwards. Windows Setup, which expands variables in
/// a command before it starts it, finds no name there either (no variable is called <c>~jPATH</c>).
/// https://learn.microsoft.com/windows-server/administration/windows-commands/for
/// Every other character with a meaning is escaped by a caret, quotes too: so none is ever inside quotes, and the caret
/// works everywhere.
/// https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
/// </summary>
internal static class CommandLineText
{
    private const string Percent = "%%~j";

    private const string Special = "&|<>()^\"";

    /// <summary>The loop whose variable is empty: wanted around each command that has a percent sign.</summary>
    internal const string LoopStart = "for %j in (\"\")do (";

    internal const string LoopEnd = ")";

    /// <param name="before">
    /// What the text will stand behind: of two spaces the second gets a caret, for tools that rewrite XML may make one of them.
    /// </param>
    internal static string Escape(ReadOnlySpan<char> text, char before)
    {
        var result = new StringBuilder(text.Length * 2);
        foreach (var character in text)
        {
            result.Append(Escape(character, before));
            before = character;
        }

        return result.ToString();
    }

    internal static int LengthOf(char character, char before) => Escape(character, before).Length;

    internal static bool NeedsLoop(string command) => command.Contains('%', StringComparison.Ordinal);

    private static string Escape(char character, char before) => character switch
    {
        '%' => Percent,
        ' ' when before == ' ' => "^ ",
        _ when Special.Contains(character, StringComparison.Ordinal) => $"^{character}",
        _ => character.ToString(),
    };
}
