using System.Globalization;
using System.Text;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// system.reg of a prefix: HKEY_LOCAL_MACHINE as text, a section per key. A key may stand in it more than once; what
/// comes last counts (server/registry.c in Wine).
/// </summary>
internal static class RegistryFile
{
    private const string KeyStart = "\n[";

    /// <summary>
    /// What no script of a first boot asks for. Each process reads all time zones when it starts, which takes it longer
    /// than all else; of the services only the one stays that knows drives.
    /// </summary>
    private static readonly string[] s_dropped =
    [
        @"Software\\Classes",
        @"Software\\Microsoft\\Windows NT\\CurrentVersion\\Time Zones\\",
        @"System\\CurrentControlSet\\Enum\\",
        @"System\\CurrentControlSet\\Services\\",
    ];

    private static readonly string[] s_kept =
    [
        @"Software\\Microsoft\\Windows NT\\CurrentVersion\\Time Zones\\UTC",
        @"System\\CurrentControlSet\\Services\\MountMgr",
    ];

    public static string Trim(string text)
    {
        var sections = text.Split(KeyStart);
        return string.Join(KeyStart, [sections[0], .. sections.Skip(1).Where(section => !Begins(section, s_dropped) || Begins(section, s_kept))]);
    }

    /// <summary>The text of a section that sets a value.</summary>
    public static string Section(RegistrySetting setting)
    {
        var value = setting.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"dword:{number:x8}") : $"\"{Escape(setting.Text, "\"\\")}\"";
        return $"\n[{Escape(setting.Key, "[]\\")}] 0\n\"{Escape(setting.Name, "\"\\")}\"={value}\n";
    }

    private static bool Begins(string section, string[] keys) =>
        Array.Exists(keys, key => section.StartsWith(key, StringComparison.OrdinalIgnoreCase));

    private static string Escape(string text, string marks)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (marks.Contains(c))
            {
                escaped.Append('\\').Append(c);
            }
            else if (c is < ' ' or > '~')
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x4}");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }
}
