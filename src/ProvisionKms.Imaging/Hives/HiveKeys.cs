using ProvisionKms.Imaging.Interop.Hivex;

namespace ProvisionKms.Imaging.Hives;

/// <summary>
/// Finds keys and values by name without regard to case. hivex's own search compares ASCII letters only, and gives up at
/// the first sibling whose name is no valid UTF-16.
/// </summary>
internal sealed class HiveKeys(NativeHive hive)
{
    internal static string[] Parts(string key) => key.Split('\\', StringSplitOptions.RemoveEmptyEntries);

    internal HiveNode? Find(string key)
    {
        HiveNode? node = hive.Root();
        foreach (var name in Parts(key))
        {
            node = FindChild(node.Value, name);
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    internal HiveNode? FindChild(HiveNode node, string name)
    {
        foreach (var child in hive.Children(node))
        {
            if (string.Equals(hive.Name(child), name, StringComparison.OrdinalIgnoreCase))
            {
                return child;
            }
        }

        return null;
    }

    internal HiveValue? FindValue(HiveNode node, string name)
    {
        foreach (var value in hive.Values(node))
        {
            if (string.Equals(hive.Name(value), name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
