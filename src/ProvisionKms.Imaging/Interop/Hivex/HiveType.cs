namespace ProvisionKms.Imaging.Interop.Hivex;

/// <summary>enum hive_type: the registry's own numbers.</summary>
internal enum HiveType : uint
{
    None = 0,
    String = 1,
    ExpandString = 2,
    Binary = 3,
    Dword = 4,
    DwordBigEndian = 5,
}

/// <summary>Bits of the flags of hivex_open.</summary>
[Flags]
internal enum HivexOpenFlags
{
    Read = 0,
    Write = 4,
}
