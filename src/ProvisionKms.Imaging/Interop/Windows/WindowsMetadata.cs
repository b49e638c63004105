using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// Security descriptor, attributes, time of creation and named streams of a file. Not kept: its audit list, extended
/// attributes, object id, and how it was compressed; no program looks for these in a script, an answer file or a hive.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class WindowsMetadata
{
    /// <summary>Those that a program may set; the others tell how a file is stored.</summary>
    private const uint Settable = (uint)(FileAttributes.ReadOnly | FileAttributes.Hidden | FileAttributes.System | FileAttributes.Archive | FileAttributes.NotContentIndexed);

    internal static void Copy(string original, string replacement)
    {
        byte[] descriptor;
        FILE_BASIC_INFO basic;
        using (var handle = FileHandle.Open(original, Win32.FILE_READ_ATTRIBUTES | Win32.READ_CONTROL))
        {
            descriptor = FileSecurity.Get(handle, original);
            basic = WindowsStatus.Of(handle, original).Basic;
        }

        FileStreams.Copy(original, replacement);
        FileSecurity.TakeOver(replacement, descriptor);

        // Last: a file that may only be read takes nothing else.
        using var target = FileHandle.Open(replacement, Win32.FILE_WRITE_ATTRIBUTES);
        var attributes = basic.FileAttributes & Settable;
        FileHandle.SetBasic(target, replacement, new FILE_BASIC_INFO
        {
            CreationTime = basic.CreationTime,
            FileAttributes = attributes == 0 ? (uint)FileAttributes.Normal : attributes,
        });
    }

    /// <summary>Explicitly, and not inherited: it was made in a folder of ours, and what the place gives may let users write.</summary>
    internal static void Inherit(string added, bool isDirectory) =>
        FileSecurity.Set(added, NtfsDescriptor.SystemAndAdministratorsWrite(isDirectory));

    /// <returns>
    /// Whether the lines stand for the content too: where a file is compared with itself, its id and time of change do. NTFS and
    /// ReFS set that time at every change; others have none.
    /// </returns>
    internal static bool Describe(string path, FingerprintUse use, Action<string> line)
    {
        using var handle = OpenWithSecurity(path, out var hasSecurity);
        var status = WindowsStatus.Of(handle, path);
        var isDirectory = status.Kind == FileKind.Directory;

        // The times of a directory change with what is in it; where a file system keeps no time of creation, that one too.
        line($"{status.Basic.FileAttributes & ~(uint)FileAttributes.Normal:x} {(isDirectory ? 0 : status.Basic.CreationTime)} {status.ReparseTag:x}");
        if (hasSecurity)
        {
            line(Convert.ToHexString(FileSecurity.Get(handle, path)));
        }

        if (status.ReparseTag != 0)
        {
            line(Convert.ToHexString(ReparseData.Of(handle, path)));
        }

        var standsForContent = !ReparseTag.HasContentHere(status.ReparseTag);
        if (use == FingerprintUse.WithItself && !isDirectory && status.Basic.ChangeTime != 0 && FileHandle.Id(path) is { } id)
        {
            line($"{id.VolumeSerialNumber:x} {id.FileIdHigh:x} {id.FileIdLow:x} {status.Basic.ChangeTime}");
            standsForContent = true;
        }

        foreach (var (name, length) in status.Kind == FileKind.Link ? [] : FileStreams.Named(handle, path))
        {
            line($"{name} {length} {(standsForContent ? "" : Digest(path + name))}");
        }

        return standsForContent;
    }

    private static SafeFileHandle OpenWithSecurity(string path, out bool hasSecurity)
    {
        var handle = FileHandle.TryOpen(path, Win32.FILE_READ_ATTRIBUTES | Win32.READ_CONTROL);
        hasSecurity = !handle.IsInvalid;
        return hasSecurity ? handle : FileHandle.Open(path, Win32.FILE_READ_ATTRIBUTES);
    }

    private static string Digest(string path)
    {
        using var stream = new FileStream(FileStreams.OpenRead(path), FileAccess.Read);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
