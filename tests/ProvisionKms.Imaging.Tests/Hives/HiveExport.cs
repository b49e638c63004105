namespace ProvisionKms.Imaging.Tests.Hives;

/// <summary>All keys and values of a hive, as hivexregedit --export writes them.</summary>
internal sealed class HiveExport(IEnumerable<string> lines)
{
    /// <summary>Without the empty lines: there is one after each key.</summary>
    private readonly string[] _lines = [.. lines.Where(line => line.Length > 0)];

    /// <summary>As if the key and all below it were not there.</summary>
    internal HiveExport WithoutKey(string key)
    {
        var inside = false;
        return new HiveExport(_lines.Where(line =>
        {
            if (line.StartsWith('['))
            {
                inside = line == $"[{key}]" || line.StartsWith($"[{key}\\", StringComparison.Ordinal);
            }

            return !inside;
        }));
    }

    internal HiveExport WithoutValue(string name) =>
        new(_lines.Where(line => !line.StartsWith($"\"{name}\"=", StringComparison.Ordinal)));

    /// <summary>Null when both are the same.</summary>
    internal string? FirstDifference(HiveExport other)
    {
        for (var i = 0; i < Math.Max(_lines.Length, other._lines.Length); i++)
        {
            var (here, there) = (_lines.ElementAtOrDefault(i), other._lines.ElementAtOrDefault(i));
            if (here != there)
            {
                return $"line {i + 1}: '{here}' instead of '{there}'";
            }
        }

        return null;
    }
}
