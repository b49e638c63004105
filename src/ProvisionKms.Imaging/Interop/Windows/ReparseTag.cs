using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// What a reparse point is. Those that stand for another name are links: symbolic links, junctions, mounted volumes. The others
/// are files that something fetches or unpacks when they are read, such as WOF-compressed, deduplicated and cloud files.
/// https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc/c8e77b37-3909-4fe6-a4ea-2b9d423b1ee4
/// </summary>
internal static class ReparseTag
{
    private const uint NameSurrogate = 0x20000000;
    private const uint Dedup = 0x80000013;
    private const uint Wof = 0x80000017;
    private const uint UnixSocket = 0x80000023;
    private const uint LinuxPipe = 0x80000024;
    private const uint LinuxCharacterDevice = 0x80000025;
    private const uint LinuxBlockDevice = 0x80000026;

    internal static FileKind Kind(uint attributes, uint tag) => tag switch
    {
        _ when (tag & NameSurrogate) != 0 => FileKind.Link,
        UnixSocket or LinuxPipe or LinuxCharacterDevice or LinuxBlockDevice => FileKind.Special,
        _ when attributes.HasFlag(FileAttributes.Device) => FileKind.Special,
        _ when attributes.HasFlag(FileAttributes.Directory) => FileKind.Directory,
        _ => FileKind.Regular,
    };

    /// <summary>Whether reading gives the content from this volume alone: no network, no other program.</summary>
    internal static bool HasContentHere(uint tag) => tag is 0 or Wof or Dedup;

    internal static bool HasFlag(this uint attributes, FileAttributes flag) => (attributes & (uint)flag) != 0;
}
