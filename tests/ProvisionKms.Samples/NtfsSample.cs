using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Samples;

/// <summary>Gives everything on an NTFS volume the access control that Windows has: what is made through ntfs-3g is open to everyone.</summary>
[SupportedOSPlatform("linux")]
internal static class NtfsSample
{
    public static void Secure(string root)
    {
        Set(root, isDirectory: true);
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null))
        {
            Set(entry.FullName, entry is DirectoryInfo);
        }
    }

    private static void Set(string path, bool isDirectory) =>
        PosixFile.SetAttribute(path, "system.ntfs_acl", NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory));
}
