using System.Text;

namespace ProvisionKms.Rehearsal.Recording;

/// <summary>
/// Splits a command line as programs of Windows do (learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments):
/// the program's own name ends at the next quote or blank, whatever backslashes it has; in the rest 2n backslashes
/// before a quote are n backslashes, 2n+1 are n and a quote, and two quotes within quotes are one.
/// </summary>
internal static class CommandLineArguments
{
    /// <summary>Without the program's own name.</summary>
    public static IReadOnlyList<string> Of(string commandLine)
    {
        var arguments = new List<string>();
        for (var i = SkipBlanks(commandLine, EndOfProgram(commandLine)); i < commandLine.Length; i = SkipBlanks(commandLine, i))
        {
            arguments.Add(Next(commandLine, ref i));
        }

        return arguments;
    }

    private static int EndOfProgram(string line)
    {
        var quoted = false;
        var i = 0;
        while (i < line.Length && (quoted || !IsBlank(line[i])))
        {
            quoted ^= line[i++] == '"';
        }

        return i;
    }

    private static string Next(string line, ref int i)
    {
        var argument = new StringBuilder();
        var quoted = false;
        while (i < line.Length && (quoted || !IsBlank(line[i])))
        {
            var backslashes = CountBackslashes(line, i);
            i += backslashes;
            var atQuote = i < line.Length && line[i] == '"';
            argument.Append('\\', atQuote ? backslashes / 2 : backslashes);
            if (!atQuote)
            {
                if (i < line.Length && (quoted || !IsBlank(line[i])))
                {
                    argument.Append(line[i++]);
                }
            }
            else if (backslashes % 2 == 1)
            {
                argument.Append(line[i++]);
            }
            else if (quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                argument.Append('"');
                i += 2;
            }
            else
            {
                quoted = !quoted;
                i++;
            }
        }

        return argument.ToString();
    }

    private static int CountBackslashes(string line, int i)
    {
        var start = i;
        while (i < line.Length && line[i] == '\\')
        {
            i++;
        }

        return i - start;
    }

    private static int SkipBlanks(string line, int i)
    {
        while (i < line.Length && IsBlank(line[i]))
        {
            i++;
        }

        return i;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
