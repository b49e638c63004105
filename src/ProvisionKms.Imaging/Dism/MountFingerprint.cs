using System.Globalization;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// One digest for each file and folder of a mounted image: attributes, length, times of creation and of the last write, where
/// a link leads, owner and access rights. The times of a folder are left out, for they tell of what is in it.
/// <para>
/// The content is not read: of a mounted WIM that would decompress all of it, minutes for each image. It need not be: what is
/// compared is the image and a copy of it that DISM has changed, and both DISM and NTFS note the time of every write. That
/// times can be set back by who wants to is why `verify --against` with libwim compares the SHA-1 of every stream.
/// </para>
/// </summary>
[SupportedOSPlatform("windows")]
internal static class MountFingerprint
{
    private const AccessControlSections WhatAnyAdministratorReads = AccessControlSections.Owner | AccessControlSections.Group | AccessControlSections.Access;

    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    public static void Visit(string root, Action<TreeFingerprint> visit, CancellationToken cancellation)
    {
        var folders = new Stack<(DirectoryInfo Folder, string Path)>([(new DirectoryInfo(root), "")]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.Folder.EnumerateFileSystemInfos("*", All))
            {
                cancellation.ThrowIfCancellationRequested();
                var path = folder.Path + entry.Name;
                if (entry is DirectoryInfo below && (entry.Attributes & FileAttributes.ReparsePoint) == 0)
                {
                    folders.Push((below, path + '\\'));
                }

                if (!ServicingFootprint.Has(path))
                {
                    visit(new TreeFingerprint(path, Digest(entry, path)));
                }
            }
        }
    }

    private static UInt128 Digest(FileSystemInfo entry, string path)
    {
        var text = new StringBuilder(path).Append('\n').Append(CultureInfo.InvariantCulture, $"{(int)entry.Attributes}");
        if (entry is FileInfo file)
        {
            text.Append(CultureInfo.InvariantCulture, $" {file.Length} {file.CreationTimeUtc.Ticks} {file.LastWriteTimeUtc.Ticks}");
        }

        if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            text.Append('\n').Append(entry.LinkTarget);
        }

        text.Append('\n').Append(Rights(entry));
        return BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Rights(FileSystemInfo entry)
    {
        try
        {
            FileSystemSecurity security = entry is FileInfo file ? file.GetAccessControl(WhatAnyAdministratorReads) : ((DirectoryInfo)entry).GetAccessControl(WhatAnyAdministratorReads);
            return Convert.ToHexString(security.GetSecurityDescriptorBinaryForm());
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            // A few files deny it to administrators too; before and after alike.
            return error.GetType().Name;
        }
    }
}
