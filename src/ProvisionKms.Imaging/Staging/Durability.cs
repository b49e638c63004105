using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Interop.Windows;

namespace ProvisionKms.Imaging.Staging;

/// <summary>Makes a rename survive a power cut: the directory that holds the name must reach the disk too.</summary>
internal static class Durability
{
    /// <summary>Best effort: some file systems cannot flush a directory.</summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsLinux())
        {
            PosixFile.SyncDirectory(directory);
        }
        else if (OperatingSystem.IsWindows())
        {
            WindowsFile.SyncDirectory(directory);
        }
    }
}
