using System.Globalization;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>The registry as far as scripts ask reg.exe about it: values by key, names in any case.</summary>
internal sealed class SimulatedRegistry
{
    private readonly Dictionary<string, Dictionary<string, (string Type, string Text)>> _keys = new(StringComparer.OrdinalIgnoreCase);

    public void Set(string key, string name, string text, string type = "REG_SZ")
    {
        var values = _keys.TryGetValue(Full(key), out var found) ? found : _keys[Full(key)] = new(StringComparer.OrdinalIgnoreCase);
        values[name] = (type, text);
    }

    public void Set(string key, string name, int number) =>
        Set(key, name, string.Create(CultureInfo.InvariantCulture, $"0x{number:x}"), "REG_DWORD");

    public bool Delete(string key, string? name) =>
        name is null ? _keys.Remove(Full(key)) : _keys.TryGetValue(Full(key), out var values) && values.Remove(name);

    public string? Text(string key, string name) => Values(key).FirstOrDefault(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Text;

    public bool HasKey(string key) => _keys.ContainsKey(Full(key));

    public IReadOnlyList<(string Name, string Type, string Text)> Values(string key) =>
        _keys.TryGetValue(Full(key), out var values) ? [.. values.Select(v => (v.Key, v.Value.Type, v.Value.Text))] : [];

    /// <summary>As reg.exe prints keys, whatever short form was asked for.</summary>
    public static string Full(string key)
    {
        var slash = key.IndexOf('\\', StringComparison.Ordinal);
        var (root, rest) = slash < 0 ? (key, "") : (key[..slash], key[slash..]);
        var full = root.ToUpperInvariant() switch
        {
            "HKLM" => "HKEY_LOCAL_MACHINE",
            "HKCU" => "HKEY_CURRENT_USER",
            "HKCR" => "HKEY_CLASSES_ROOT",
            "HKU" => "HKEY_USERS",
            "HKCC" => "HKEY_CURRENT_CONFIG",
            var other => other,
        };
        return full + rest.TrimEnd('\\');
    }
}
