using System.Globalization;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Hivex;

namespace ProvisionKms.Imaging.Hives;

/// <summary>A hive opened for reading by hivex.</summary>
internal sealed class RegistryHive : IRegistryHive
{
    private readonly HiveView _view;
    private readonly HiveKeyCheck _check;
    private readonly NativeHive _hive;
    private readonly HiveKeys _keys;

    internal RegistryHive(HiveView view, HiveBins bins, NativeHive hive, HiveCondition condition)
    {
        (_view, _hive, Condition) = (view, hive, condition);
        _check = new HiveKeyCheck(view, bins);
        _keys = new HiveKeys(hive);
    }

    public HiveCondition Condition { get; }

    public bool HasKey(string key) => Guarded(() => _keys.Find(key) is not null);

    public IReadOnlyList<string> SubKeys(string key) => Guarded<IReadOnlyList<string>>(() =>
        _keys.Find(key) is { } node ? [.. _hive.Children(node).Select(_hive.Name).OfType<string>()] : []);

    public string? GetText(string key, string name) => Guarded(() =>
    {
        if (_keys.Find(key) is not { } node || _keys.FindValue(node, name) is not { } value)
        {
            return null;
        }

        _check.Reading(value);
        var data = _hive.Data(value, out var type);
        return type switch
        {
            HiveType.String or HiveType.ExpandString => RegistryText.Decode(data),
            HiveType.Dword when data.Length >= sizeof(uint) => BitConverter.ToUInt32(data).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
    });

    public void Dispose()
    {
        _hive.Dispose();
        _view.Dispose();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (HivexException failure)
        {
            throw HiveFile.Damaged(_view.DisplayName, failure);
        }
    }
}
