using System.Globalization;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>Settings in the form that regedit.exe reads.</summary>
internal static class RegistryScript
{
    public static string Of(IEnumerable<RegistrySetting> settings) =>
        "Windows Registry Editor Version 5.00\r\n" + string.Concat(settings.Select(Section));

    private static string Section(RegistrySetting setting)
    {
        var value = setting.Number is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"dword:{number:x8}")
            : $"\"{Escape(setting.Text)}\"";
        return $"\r\n[HKEY_LOCAL_MACHINE\\{setting.Key}]\r\n\"{Escape(setting.Name)}\"={value}\r\n";
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
