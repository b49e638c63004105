using System.Globalization;

namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>
/// gpt.ini of the local Group Policy object. Windows calls the extension for scripts only when it is listed here, and
/// only when the version is another than the one applied before; a version of 0 means that nothing is set.
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-gpol/59bb540a-64f4-4c52-9c55-5ca2fd2c0270
/// https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/reset-local-password-without-agent
/// </summary>
internal static class GptIni
{
    private const string General = "General";
    private const string Extensions = "gPCMachineExtensionNames";
    private const string Version = "Version";

    /// <summary>GPO_OPTION_DISABLE_MACHINE: https://learn.microsoft.com/windows/win32/api/gpedit/nf-gpedit-igrouppolicyobject-getoptions</summary>
    private const uint MachineIsDisabled = 2;

    /// <param name="isNews">The scripts changed, so that Windows must read them again.</param>
    internal static IniText Announce(IniText file, bool isNews)
    {
        if (file.Section(General) is not { } section)
        {
            return file.Append($"[{General}]", "gPCFunctionalityVersion=2", $"{Extensions}={ExtensionList.Scripts}", $"{Version}=1");
        }

        var before = section.Find(Extensions)?.Unquoted ?? "";
        var after = ExtensionList.AddScripts(before);
        var version = VersionOf(section);
        if (after == before && !isNews && IsSet(version))
        {
            return file;
        }

        return Set(Set(file, Extensions, after), Version, Next(version).ToString(CultureInfo.InvariantCulture));
    }

    internal static bool Announces(IniText file) =>
        file.Section(General) is { } section && IsSet(VersionOf(section)) &&
        section.Find(Extensions)?.Unquoted is { } list && ExtensionList.AddScripts(list) == list;

    internal static bool IsMachinePartDisabled(IniText file) =>
        file.Section(General)?.Find("Options") is { } options && (Number(options.Unquoted) & MachineIsDisabled) != 0;

    private static IniText Set(IniText file, string key, string value)
    {
        var section = file.Section(General)!;
        return section.Find(key) is { } entry ? file.Replace(entry, value) : file.Insert(section, $"{key}={value}");
    }

    private static uint VersionOf(IniSection section) => Number(section.Find(Version)?.Unquoted ?? "");

    /// <summary>The lower half counts changes for computers, the upper one those for users.</summary>
    private static bool IsSet(uint version) => (version & 0xFFFF) != 0;

    private static uint Next(uint version)
    {
        var machine = (version & 0xFFFF) + 1;
        return (version & 0xFFFF0000) | (machine > 0xFFFF ? 1 : machine);
    }

    /// <summary>As the profile functions read a number: the digits at the beginning.</summary>
    private static uint Number(string text) =>
        uint.TryParse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
