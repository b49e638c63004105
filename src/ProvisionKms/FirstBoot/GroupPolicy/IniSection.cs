namespace ProvisionKms.FirstBoot.GroupPolicy;

/// <summary>What a section of an ini file holds, and where it ends.</summary>
internal sealed class IniSection(int end)
{
    private readonly Dictionary<string, IniEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Behind the last line that is not blank.</summary>
    internal int End { get; private set; } = end;

    /// <summary>The first entry of this key counts, as it does for Windows.</summary>
    internal IniEntry? Find(string key) => _entries.GetValueOrDefault(key);

    internal void Add(string text, int start, int end)
    {
        End = end;
        var line = text.AsSpan(start, end - start);
        var equals = line.IndexOf('=');
        if (equals < 0 || line.TrimStart().StartsWith(";"))
        {
            return;
        }

        var behind = line[(equals + 1)..];
        var lead = behind.Length - behind.TrimStart().Length;
        var value = behind.Trim().ToString();
        _entries.TryAdd(line[..equals].Trim().ToString(), new(value, start + equals + 1 + (value.Length == 0 ? 0 : lead)));
    }
}

/// <param name="ValueStart">Where the value, without the blanks around it, begins in the file.</param>
internal sealed record IniEntry(string Value, int ValueStart)
{
    /// <summary>As the profile functions give it: without a pair of quotes around it.</summary>
    internal string Unquoted => Value is ['"', .., '"'] or ['\'', .., '\''] ? Value[1..^1] : Value;
}
