using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.FirstBoot;

/// <summary>
/// Finds a line of a batch file that gives the file itself to a program which reads it: polyglots with PowerShell or
/// JScript inside, and data below a fixed number of lines. Deleting, echoing or scheduling oneself is none of these.
/// </summary>
internal static partial class SelfReading
{
    /// <returns>The line's number from 1, or null.</returns>
    internal static int? FindLine(byte[] script)
    {
        var lines = Encoding.Latin1.GetString(script).Split('\n');
        var index = Array.FindIndex(lines, line =>
            OwnName().IsMatch(line) && Reader().IsMatch(line) && !Comment().IsMatch(line) && !Restart().IsMatch(line));
        return index < 0 ? null : index + 1;
    }

    /// <summary>%0, %~0, %~f0, %~dpnx0; not %~dp0 (the folder) nor %~dpn0 (the name of a sibling).</summary>
    [GeneratedRegex("(?<!%)%(~[a-z]*[fx][a-z]*|~)?0", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();

    [GeneratedRegex(@"\b(cscript|wscript|mshta|powershell|pwsh|findstr|find|more|type|certutil)(\.exe)?\b|\bfor\s+/f\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reader();

    [GeneratedRegex(@"^[\s@]*(rem\b|:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    /// <summary>Starts itself again with more rights; reads nothing.</summary>
    [GeneratedRegex(@"\bstart-process\b|\brunas\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Restart();
}
