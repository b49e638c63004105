namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>HRESULTs of DISM, and of Windows where DISM passes them on, that mean something special to us.</summary>
internal enum DismResult : uint
{
    Ok = 0,

    /// <summary>DISMAPI_S_RELOAD_IMAGE_SESSION_REQUIRED: a success; close the session and open it again.</summary>
    ReloadSession = 0x00000001,

    /// <summary>ERROR_SUCCESS_REBOOT_REQUIRED, as it is and as an HRESULT: a success; the image does the rest when it starts.</summary>
    RebootRequired = 0x00000BC2,
    RebootRequiredHResult = 0x80070BC2,

    Aborted = 0x80004004,
    FileNotFound = 0x80070002,
    PathNotFound = 0x80070003,
    AccessDenied = 0x80070005,
    InvalidData = 0x8007000D,
    BadFormat = 0x8007000B,
    SharingViolation = 0x80070020,
    LockViolation = 0x80070021,
    HandleDiskFull = 0x80070027,
    DiskFull = 0x80070070,
    Busy = 0x800700AA,
    FileCorrupt = 0x80070570,
    DiskCorrupt = 0x80070571,
    ElevationRequired = 0x800702E4,
    RegistryBadDatabase = 0x800703F1,
    RegistryCorrupt = 0x800703F7,
    RegistryIoFailed = 0x800703F8,
    NotRegistryFile = 0x800703F9,
    Cancelled = 0x800704C7,
    RequestAborted = 0x800704D3,
    PrivilegeNotHeld = 0x80070522,
    NoSystemResources = 0x800705AA,
    UnknownProduct = 0x80070645,
    NotInitialized = 0xC0040001,
    OpenSessions = 0xC0040003,
    InvalidSession = 0xC0040004,
    InvalidImageIndex = 0xC0040005,
    InvalidImageName = 0xC0040006,
    UnableToUnmount = 0xC0040007,
    LoggingDisabled = 0xC0040009,
    OpenHandlesAtUnmount = 0xC004000A,
    OpenHandlesAtMount = 0xC004000B,
    OpenHandlesAtRemount = 0xC004000C,
    MustSpecifyOnlineImage = 0xC004000E,
    InvalidProductKey = 0xC004000F,

    /// <summary>Some program has files open in the mount folder; what was asked to be saved may be saved already.</summary>
    UnmountIncomplete = 0xC1420117,
    AlreadyMounted = 0xC1420127,
    ImageNotWritable = 0xC1510111,
    NeedsRemount = 0xC1510114,
    ServicingBusy = 0x800F0902,
    ImageNotServiceable = 0x800F0830,
}
