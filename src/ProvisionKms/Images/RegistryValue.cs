namespace ProvisionKms.Images;

/// <summary>A REG_SZ value. <paramref name="Key"/> is relative to the hive's root, with backslashes.</summary>
public sealed record RegistryValue(string Key, string Name, string Text);
