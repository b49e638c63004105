using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>Owner, group and access list of a file, as a self-relative SECURITY_DESCRIPTOR. The audit list stays with the file that has one.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class FileSecurity
{
    private const uint OwnerGroupAndAccess = 7;
    private const uint AccessOnly = 4;

    private const int ControlOffset = 2;
    private const ushort AutoInheritRequest = 0x0100;
    private const ushort AutoInherited = 0x0400;

    internal static byte[] Get(SafeFileHandle handle, string path)
    {
        var descriptor = new byte[1024];
        for (; ; )
        {
            int needed;
            fixed (byte* bytes = descriptor)
            {
                if (Advapi32.GetKernelObjectSecurity(handle, OwnerGroupAndAccess, bytes, descriptor.Length, &needed))
                {
                    return descriptor[..needed];
                }
            }

            WindowsException.ThrowIfFailed(needed > descriptor.Length, nameof(Advapi32.GetKernelObjectSecurity), path);
            descriptor = new byte[needed];
        }
    }

    /// <summary>Nothing happens on a file system without access lists, such as FAT.</summary>
    internal static void Set(string path, byte[] descriptor) => Set(path, descriptor, OwnerGroupAndAccess);

    /// <summary>
    /// Of a file that will be replaced. Who may not give files away owns what they write, as with any program that saves a file
    /// by replacing it; the access list is taken over all the same.
    /// </summary>
    internal static void TakeOver(string path, byte[] descriptor) => Set(path, descriptor, BackupRights.Take() ? OwnerGroupAndAccess : AccessOnly);

    private static void Set(string path, byte[] descriptor, uint parts)
    {
        var access = Win32.WRITE_DAC | Win32.READ_CONTROL | (parts == AccessOnly ? 0 : Win32.WRITE_OWNER);
        using var handle = FileHandle.Open(path, access);
        KeepInheritance(descriptor);
        fixed (byte* bytes = descriptor)
        {
            var done = Advapi32.SetKernelObjectSecurity(handle, parts, bytes);
            if (!done && Marshal.GetLastPInvokeError() is Win32.ERROR_NOT_SUPPORTED or Win32.ERROR_INVALID_FUNCTION)
            {
                return;
            }

            WindowsException.ThrowIfFailed(done, nameof(Advapi32.SetKernelObjectSecurity), path);
        }
    }

    /// <summary>For a folder of ours that nobody else may look into.</summary>
    internal static byte[] Private()
    {
        using var identity = WindowsIdentity.GetCurrent();
        var user = new byte[identity.User!.BinaryLength];
        identity.User.GetBinaryForm(user, 0);
        return NtfsDescriptor.Private(user);
    }

    /// <summary>Whether entries came from the folder above is lost unless one asks for it.</summary>
    private static void KeepInheritance(byte[] descriptor)
    {
        var control = BinaryPrimitives.ReadUInt16LittleEndian(descriptor.AsSpan(ControlOffset));
        if ((control & AutoInherited) != 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(descriptor.AsSpan(ControlOffset), (ushort)(control | AutoInheritRequest));
        }
    }
}
