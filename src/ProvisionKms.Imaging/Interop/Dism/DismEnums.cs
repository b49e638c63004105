namespace ProvisionKms.Imaging.Interop.Dism;

// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism/dism-api-enumerations

internal enum DismLogLevel
{
    LogErrors = 0,
    LogErrorsWarnings = 1,
    LogErrorsWarningsInfo = 2,
}

internal enum DismImageIdentifier
{
    ImageIndex = 0,
    ImageName = 1,
}

internal enum DismMountMode
{
    ReadWrite = 0,
    ReadOnly = 1,
}

internal enum DismMountStatus
{
    Ok = 0,

    /// <summary>The machine was restarted, or the image moved, since it was mounted.</summary>
    NeedsRemount = 1,
    Invalid = 2,
}

internal enum DismImageType
{
    Unsupported = -1,
    Wim = 0,
    Vhd = 1,
}

internal enum DismImageBootable
{
    Yes = 0,
    No = 1,
    Unknown = 2,
}

internal enum DismRegistryHive : uint
{
    Software = 0,
    System = 1,
    Security = 2,
    SAM = 3,
    Default = 4,
    HKCU = 5,
    Components = 6,
    Drivers = 7,
}

/// <summary><c>DISM_MOUNT_…</c></summary>
[Flags]
internal enum DismMountFlags : uint
{
    ReadWrite = 0,
    ReadOnly = 0x1,
    Optimize = 0x2,
    CheckIntegrity = 0x4,
}

/// <summary><c>DISM_COMMIT_…</c> and <c>DISM_DISCARD_IMAGE</c>, for unmounting and for <c>DismCommitImage</c>.</summary>
[Flags]
internal enum DismUnmountFlags : uint
{
    Commit = 0,
    Discard = 0x1,
    GenerateIntegrity = 0x10000,
    Append = 0x20000,
}
