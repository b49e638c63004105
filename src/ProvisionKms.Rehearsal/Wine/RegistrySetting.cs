using System.Globalization;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>A value below HKEY_LOCAL_MACHINE. <paramref name="Key"/> begins with its hive: <c>SOFTWARE\…</c> or <c>SYSTEM\…</c>.</summary>
public sealed record RegistrySetting(string Key, string Name, string Text)
{
    /// <summary>The REG_DWORD, or null for a REG_SZ.</summary>
    public uint? Number { get; private init; }

    public static RegistrySetting Dword(string key, string name, uint number) =>
        new(key, name, number.ToString(CultureInfo.InvariantCulture)) { Number = number };
}
