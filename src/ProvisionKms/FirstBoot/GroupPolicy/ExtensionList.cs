using System.Text.RegularExpressions;

namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>
/// gPCMachineExtensionNames: for each client-side extension that has settings, "[{extension}{tool}{tool}…]", in ascending
/// order. https://learn.microsoft.com/windows/win32/api/userenv/ns-userenv-group_policy_objecta
/// </summary>
internal static partial class ExtensionList
{
    /// <summary>The extension for scripts: https://learn.microsoft.com/openspecs/windows_protocols/ms-gpscr/8eedef76-4492-4f79-a5c6-fa9b85076826</summary>
    private const string Extension = "{42B5FAAE-6536-11D2-AE5A-0000F87571E3}";

    /// <summary>The tool that edits start-up and shutdown scripts.</summary>
    private const string Tool = "{40B6664F-4972-11D1-A7CA-0000F87571E3}";

    internal const string Scripts = $"[{Extension}{Tool}]";

    /// <summary>What else is in the list stays as it is spelled and where it is, also what is no such group.</summary>
    internal static string AddScripts(string list)
    {
        var groups = Group().Matches(list);
        if (groups.FirstOrDefault(g => IsSame(First(g), Extension)) is { } ours)
        {
            return ours.Value.Contains(Tool, StringComparison.OrdinalIgnoreCase) ? list : list.Insert(ToolPlace(ours), Tool);
        }

        var next = groups.FirstOrDefault(g => Compare(First(g), Extension) > 0);
        return list.Insert(next?.Index ?? list.Length, Scripts);
    }

    private static int ToolPlace(Match group)
    {
        var next = Guid().Matches(group.Value).Skip(1).FirstOrDefault(tool => Compare(tool.Value, Tool) > 0);
        return group.Index + (next?.Index ?? group.Length - 1);
    }

    private static string First(Match group) => Guid().Match(group.Value).Value;

    private static bool IsSame(string a, string b) => Compare(a, b) == 0;

    private static int Compare(string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\[(\{[0-9A-F-]{36}\})+\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Group();

    [GeneratedRegex(@"\{[0-9A-F-]{36}\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Guid();
}
