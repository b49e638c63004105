using System.Globalization;

namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>
/// Machine\Scripts\scripts.ini of a Group Policy object: the start-up scripts by number, "from 0, in ascending order
/// incremented by one"; what stands behind a gap does not run.
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-gpscr/ff1fd13e-1e18-4160-9b50-0263e108e5e1
/// </summary>
internal static class ScriptsIni
{
    private const string Startup = "Startup";

    /// <summary>Adds the script as the last one, unless it is among those that run.</summary>
    internal static IniText Add(IniText file, string script)
    {
        var section = file.Section(Startup);
        var scripts = section is null ? [] : Scripts(section).ToList();
        if (scripts.Exists(s => IsSame(s, script)))
        {
            return file;
        }

        var number = scripts.Count.ToString(CultureInfo.InvariantCulture);
        string[] lines = [$"{number}CmdLine={script}", $"{number}Parameters="];
        return section is null ? file.Append([$"[{Startup}]", .. lines]) : file.Insert(section, lines);
    }

    internal static bool Has(IniText file, string script) =>
        file.Section(Startup) is { } section && Scripts(section).Any(s => IsSame(s, script));

    private static IEnumerable<string> Scripts(IniSection section)
    {
        for (var number = 0; section.Find(number.ToString(CultureInfo.InvariantCulture) + "CmdLine") is { } entry; number++)
        {
            yield return entry.Unquoted;
        }
    }

    private static bool IsSame(string script, string other) => script.Equals(other, StringComparison.OrdinalIgnoreCase);
}
