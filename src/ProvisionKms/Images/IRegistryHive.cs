namespace ProvisionKms.Images;

/// <summary>A registry hive of an image, opened for reading. Key paths are relative to its root and ignore case.</summary>
public interface IRegistryHive : IDisposable
{
    HiveCondition Condition { get; }

    bool HasKey(string key);

    IReadOnlyList<string> SubKeys(string key);

    /// <summary>A REG_SZ or REG_EXPAND_SZ value as text, a REG_DWORD as decimal digits; null when key or value is absent.</summary>
    string? GetText(string key, string name);
}

/// <summary>Whether the hive file alone is the whole truth.</summary>
public enum HiveCondition
{
    /// <summary>Both sequence numbers agree.</summary>
    Clean,

    /// <summary>The sequence numbers differ: Windows did not finish writing, and would replay the transaction logs.</summary>
    Dirty,

    /// <summary>The hive is clean, but a transaction log holds entries newer than it.</summary>
    PendingLog,
}
