using System.Text;
using System.Text.RegularExpressions;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// Finds the programs that a batch file may start: names that end in .exe, with or without a folder, and bare words where
/// a command begins. To find too many is harmless: what is never called is never recorded.
/// </summary>
internal static partial class NamedPrograms
{
    /// <summary>Hostile files are long; no script names more programs than this.</summary>
    private const int Most = 300;

    /// <summary>What cmd.exe does itself, and what Wine has and may do: text in, text out.</summary>
    private static readonly HashSet<string> NotRecorded = new(
        ("append assoc attrib break call cd chdir chcp cls cmd color copy date del dir do echo else endlocal erase exist exit find findstr for ftype goto if in " +
         "md mkdir mklink more move not path pause popd prompt pushd rd rem ren rename rmdir set setlocal shift sort start time title type ver verify vol where xcopy")
        .Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly (string Variable, string Folder)[] Places =
    [
        ("%SystemRoot%", @"C:\windows"), ("%windir%", @"C:\windows"), ("%SystemDrive%", "C:"), ("%ProgramFiles%", @"C:\Program Files"),
        ("%ProgramFiles(x86)%", @"C:\Program Files (x86)"), ("%ProgramW6432%", @"C:\Program Files"), ("%ProgramData%", @"C:\ProgramData"),
        ("%ALLUSERSPROFILE%", @"C:\ProgramData"), ("%~dp0", @"C:\Windows\Setup\Scripts\"),
    ];

    /// <returns>Names such as <c>netsh.exe</c>, and full paths on drive C:.</returns>
    public static IReadOnlyList<string> In(byte[] script)
    {
        var text = Encoding.Latin1.GetString(script);
        foreach (var (variable, folder) in Places)
        {
            text = text.Replace(variable, folder, StringComparison.OrdinalIgnoreCase);
        }

        var paths = FullPath().Matches(text).Select(m => m.Groups["path"].Value);
        var names = ProgramName().Matches(text).Select(m => m.Value);
        var words = CommandWord().Matches(text).Select(m => m.Groups["word"].Value).Where(w => !NotRecorded.Contains(w)).Select(w => w + ".exe");
        return [.. paths.Concat(names).Concat(words).Where(n => !NotRecorded.Contains(System.IO.Path.GetFileNameWithoutExtension(n.Replace('\\', '/')))).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    /// <summary>In quotes a path may hold blanks.</summary>
    [GeneratedRegex("\"(?<path>C:\\\\[^\"<>|*?:\\r\\n]{1,200}\\.exe)\"|(?<path>C:\\\\[^\\s\"<>|&^*?:()]{1,200}\\.exe)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FullPath();

    [GeneratedRegex(@"(?<![\w.\\/-])[A-Za-z0-9][\w.+-]{0,60}\.exe\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProgramName();

    [GeneratedRegex(@"(?:^|[&|(]|\bdo\b|\belse\b|\bcall\b)[ \t@(]*(?<word>[A-Za-z][A-Za-z0-9_-]{0,30})(?=[\s/]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex CommandWord();
}
