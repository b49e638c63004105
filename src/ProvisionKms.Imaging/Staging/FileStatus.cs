using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Interop.Windows;

namespace ProvisionKms.Imaging.Staging;

internal enum FileKind
{
    Regular,
    Directory,
    Link,

    /// <summary>A pipe, socket or device: reading one may never end.</summary>
    Special,
}

/// <summary>When something happened to a file, exactly; in seconds since 1970.</summary>
internal readonly record struct FileTime(long Seconds, uint Nanoseconds);

/// <summary>What is at a path of this machine.</summary>
internal readonly record struct FileStatus(FileKind Kind, long Length, FileTime Modified)
{
    /// <summary>Of the path itself: a link is not followed. Null when nothing is there.</summary>
    internal static FileStatus? Of(string path) =>
        OperatingSystem.IsWindows() ? WindowsStatus.Of(path)?.ToFileStatus() : PosixStatus.Of(path)?.ToFileStatus();

    /// <summary>Of what a link leads to.</summary>
    internal static FileStatus? OfTarget(string path) =>
        OperatingSystem.IsWindows() ? WindowsStatus.OfTarget(path)?.ToFileStatus() : PosixStatus.OfTarget(path)?.ToFileStatus();
}
