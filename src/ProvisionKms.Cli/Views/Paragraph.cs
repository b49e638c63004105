namespace ProvisionKms.Cli.Views;

/// <summary>Breaks text at blanks only: a path or a key that is longer than the line stays in one piece to be copied.</summary>
internal static class Paragraph
{
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var indent = text.Length - text.TrimStart(' ').Length;
        var line = new string(' ', indent);
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = new string(' ', indent);
                isEmpty = true;
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        yield return line;
    }
}
