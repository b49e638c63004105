using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;

namespace ProvisionKms.Rehearsal.Scripts;

/// <summary>
/// The computer startup scripts of the local Group Policy: scripts.ini names them as <c>0CmdLine</c>, <c>0Parameters</c>, …
/// in section Startup (MS-GPSCR, "Scripts.ini"); relative names are in the folder Startup beside it.
/// </summary>
internal static class StartupScripts
{
    public static readonly ImagePath Folder = @"Windows\System32\GroupPolicy\Machine\Scripts";

    private const int Most = 100;

    public static IReadOnlyList<string> Commands(IReadOnlyList<PayloadFile> files)
    {
        var ini = files.FirstOrDefault(f => f.Path.Equals(Folder / "scripts.ini"));
        var values = ini is null ? [] : Section(Text(ini.Content), "Startup");
        return
        [
            .. Enumerable.Range(0, Most)
                .Select(n => (Script: values.GetValueOrDefault($"{n}CmdLine"), Parameters: values.GetValueOrDefault($"{n}Parameters")))
                .TakeWhile(s => !string.IsNullOrEmpty(s.Script))
                .Select(s => $"\"{Full(s.Script!)}\" {s.Parameters}".TrimEnd()),
        ];
    }

    private static string Full(string script)
    {
        var name = script.Trim('"');
        return name.Length > 0 && (name.Contains(':', StringComparison.Ordinal) || name[0] is '%' or '\\') ? name : $@"C:\{Folder}\Startup\{name}";
    }

    /// <summary>Group Policy writes it as UTF-16 with a byte order mark; ASCII is read as well.</summary>
    private static string Text(byte[] content) =>
        content is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(content.AsSpan(2)) : Encoding.Latin1.GetString(content);

    private static Dictionary<string, string> Section(string text, string name)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isInside = false;
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
            {
                isInside = line.Trim('[', ']').Equals(name, StringComparison.OrdinalIgnoreCase);
            }
            else if (isInside && line.Split('=', 2) is [var key, var value])
            {
                values[key.Trim()] = value.Trim();
            }
        }

        return values;
    }
}
