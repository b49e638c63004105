using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Interop.Windows;

namespace ProvisionKms.Imaging.Staging;

/// <summary>Who may do what with a file, and what else belongs to it beside its content.</summary>
internal static class FileMetadata
{
    /// <summary>Gives a file that will replace another what that one has.</summary>
    internal static void Copy(string original, string replacement)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsMetadata.Copy(original, replacement);
        }
        else
        {
            PosixMetadata.Copy(original, replacement);
        }
    }

    /// <summary>
    /// Gives a new file or directory the owner of the directory that it goes into, in an image that is SYSTEM, and lets nobody but
    /// SYSTEM and administrators write it: what we add runs as SYSTEM.
    /// </summary>
    internal static void Inherit(string directory, string added, bool isDirectory)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsMetadata.Inherit(added, isDirectory);
        }
        else
        {
            PosixMetadata.Inherit(directory, added, isDirectory);
        }
    }

    /// <summary>Who may do what with it, as <see cref="NtfsDescriptor"/>; null where that is not kept, and on Windows, where it is not asked for.</summary>
    internal static byte[]? Security(string path) => OperatingSystem.IsWindows() ? null : PosixMetadata.Security(path);

    /// <summary>Changes what <see cref="Security"/> gave.</summary>
    internal static void SetSecurity(string path, byte[] descriptor)
    {
        if (!OperatingSystem.IsWindows())
        {
            PosixMetadata.SetSecurity(path, descriptor);
        }
    }

    /// <summary>All of it as lines of text, for a fingerprint.</summary>
    /// <returns>Whether the lines stand for the content too, because they change whenever it does.</returns>
    internal static bool Describe(string path, FingerprintUse use, Action<string> line) =>
        OperatingSystem.IsWindows() ? WindowsMetadata.Describe(path, use, line) : PosixMetadata.Describe(path, use, line);
}
