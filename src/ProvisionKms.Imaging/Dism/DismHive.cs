using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Dism;

/// <summary>A hive that is loaded, with what is staged for it.</summary>
[SupportedOSPlatform("windows")]
internal sealed class DismHive(RegistryKey root, IReadOnlyList<RegistryValue> staged) : IRegistryHive
{
    /// <summary>Windows has replayed the transaction logs when it loaded the hive.</summary>
    public HiveCondition Condition => HiveCondition.Clean;

    public bool HasKey(string key) => staged.Any(s => IsOrIsBelow(s.Key, key)) || Read(key, _ => true);

    public IReadOnlyList<string> SubKeys(string key) => Read(key, opened => opened.GetSubKeyNames()) ?? [];

    public string? GetText(string key, string name)
    {
        var wanted = new RegistryValue(key, name, "");
        return staged.FirstOrDefault(s => DismHives.IsSame(s, wanted)) is { } value
            ? value.Text
            : Read(key, opened => Text(opened.GetValue(name, null, RegistryValueOptions.DoNotExpandEnvironmentNames)));
    }

    public void Dispose() => root.Dispose();

    private static string? Text(object? value) => value switch
    {
        string text => text,
        int number => ((uint)number).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private T? Read<T>(string key, Func<RegistryKey, T> read)
    {
        using var opened = root.OpenSubKey(key);
        return opened is null ? default : read(opened);
    }

    private static bool IsOrIsBelow(string key, string ancestor) =>
        key.StartsWith(ancestor, StringComparison.OrdinalIgnoreCase) && (key.Length == ancestor.Length || key[ancestor.Length] == '\\');
}
