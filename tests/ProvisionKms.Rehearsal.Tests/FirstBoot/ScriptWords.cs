using System.Text;
using System.Text.RegularExpressions;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Tests.FirstBoot;

/// <summary>
/// What a strange script could start, found by looking at its words only: every word that is no command of cmd.exe is
/// taken for a program, every path for a file. What is never called is never recorded, so too many do no harm.
/// </summary>
internal static partial class ScriptWords
{
    private const int Most = 400;

    /// <summary>cmd.exe does these itself; find, findstr and cmd.exe are what scripts decide and begin with.</summary>
    private static readonly HashSet<string> s_real = new(
        ("assoc break call cd chdir cls cmd color copy date del dir do echo else endlocal erase errorlevel exist exit find findstr for ftype goto if in md " +
         "mkdir mklink move not path pause popd prompt pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly (string Variable, string Folder)[] s_places =
    [
        ("%SystemRoot%", @"C:\windows"), ("%windir%", @"C:\windows"), ("%SystemDrive%", "C:"), ("%ProgramFiles%", @"C:\Program Files"),
        ("%ProgramFiles(x86)%", @"C:\Program Files (x86)"), ("%ProgramData%", @"C:\ProgramData"), ("%ALLUSERSPROFILE%", @"C:\ProgramData"),
        ("%PUBLIC%", @"C:\users\Public"), ("%~dp0", @"C:\windows\Setup\Scripts\"),
    ];

    /// <summary>Its text with the values of variables in their places, also of those that it sets itself.</summary>
    public static string Expand(byte[] script)
    {
        var text = Encoding.Latin1.GetString(script);
        var own = Assignment().Matches(text).Select(m => ($"%{m.Groups["name"].Value}%", m.Groups["value"].Value));
        return s_places.Concat(own).Concat(s_places).Aggregate(text, (t, place) => t.Replace(place.Item1, place.Item2, StringComparison.OrdinalIgnoreCase));
    }

    public static IReadOnlyList<string> Programs(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).Where(w => !s_real.Contains(Path.GetFileNameWithoutExtension(w)));
        var paths = Paths(text).Where(p => Path.GetExtension(p) is "" or ".exe" or ".com" && !s_real.Contains(Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))));
        return [.. words.Where(w => Path.GetExtension(w) is "" or ".exe" or ".com").Concat(paths).Where(IsPath).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    /// <summary>Other scripts that it names, and what it may look for before it goes on.</summary>
    public static IEnumerable<ImagePath> Files(string text)
    {
        var names = Named().Matches(text).Select(m => m.Value).SelectMany(n => (string[])[n, $@"windows\system32\{n}", $@"windows\Setup\Scripts\{n}"]);
        var paths = Paths(text).Where(p => IsOther(Path.GetExtension(p).ToLowerInvariant())).Select(p => p[3..]);
        return names.Concat(paths).Where(IsPath).Select(ImagePath.Parse).Where(p => !p.Name.Equals("SetupComplete.cmd", StringComparison.OrdinalIgnoreCase)).Distinct();
    }

    private static bool IsOther(string extension) => extension is ".cmd" or ".bat" or ".ps1" or ".vbs" or ".msi" or ".reg" or ".xml";

    private static IEnumerable<string> Paths(string text) => QuotedPath().Matches(text).Concat(PlainPath().Matches(text)).Select(m => m.Groups["path"].Value);

    private static bool IsPath(string text)
    {
        try
        {
            return ImagePath.Parse(text.StartsWith(@"C:\", StringComparison.OrdinalIgnoreCase) ? text[3..] : text).Parts.Count > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\W*set\s+""?(?<name>\w+)=(?<value>[^""\r\n%]*)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<![\w%.\\:/-])[A-Za-z0-9][\w+.-]{0,40}(?![\w\\:])")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w%.\\:/-])[A-Za-z0-9][\w+.-]{0,40}\.(cmd|bat)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex("\"(?<path>C:\\\\[^\"<>|*?%!:\\r\\n]{1,150})\"", RegexOptions.IgnoreCase)]
    private static partial Regex QuotedPath();

    [GeneratedRegex(@"(?<path>C:\\[^\s""<>|&^*?%!:()]{1,150})", RegexOptions.IgnoreCase)]
    private static partial Regex PlainPath();
}
