using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Samples;

/// <summary>Gives the root of an NTFS volume the access control that its files inherit.</summary>
[SupportedOSPlatform("linux")]
internal static class NtfsSample
{
    public static void Secure(string root) =>
        PosixFile.SetAttribute(root, "system.ntfs_acl", NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory: true));
}
