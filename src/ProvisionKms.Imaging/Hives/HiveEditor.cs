using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Hivex;

namespace ProvisionKms.Imaging.Hives;

/// <summary>Sets values in a hive that is open for writing, and commits it when that changed anything.</summary>
/// <param name="target">The file that is written; null for the one that was opened.</param>
internal sealed class HiveEditor(HiveView view, HiveBins bins, NativeHive hive, string? target)
{
    private readonly HiveKeyCheck _check = new(view, bins);
    private readonly HiveKeys _keys = new(hive);

    /// <summary>Once hivex has rewritten a key, the view of the file no longer tells how it is.</summary>
    private readonly HashSet<HiveNode> _checked = [];

    private bool _changed;

    internal bool Set(IReadOnlyList<RegistryValue> values)
    {
        foreach (var value in values)
        {
            Set(FindOrAdd(value.Key), value.Name, RegistryText.Encode(value.Text));
        }

        if (_changed)
        {
            hive.Commit(target);
        }

        return _changed;
    }

    private void Set(HiveNode node, string name, byte[] data)
    {
        var existing = _keys.FindValue(node, name);
        if (existing is not null && IsEqual(existing.Value, node, data))
        {
            return;
        }

        // A value that is there keeps its spelling, as it does in Windows.
        var spelling = existing is null ? name : hive.Name(existing.Value) ?? name;
        CheckOnce(node);
        hive.SetValue(node, spelling, HiveType.String, data);
        _changed = true;
    }

    private bool IsEqual(HiveValue existing, HiveNode node, byte[] data)
    {
        if (!_checked.Contains(node))
        {
            _check.Reading(existing);
        }

        return hive.Data(existing, out var type).AsSpan().SequenceEqual(data) && type == HiveType.String;
    }

    private HiveNode FindOrAdd(string key)
    {
        var node = hive.Root();
        foreach (var name in HiveKeys.Parts(key))
        {
            node = _keys.FindChild(node, name) ?? Add(node, name);
        }

        return node;
    }

    private HiveNode Add(HiveNode parent, string name)
    {
        CheckOnce(parent);
        _changed = true;
        var child = hive.AddChild(parent, name);
        _checked.Add(child);
        return child;
    }

    private void CheckOnce(HiveNode node)
    {
        if (_checked.Add(node))
        {
            _check.Writing(node);
        }
    }
}
