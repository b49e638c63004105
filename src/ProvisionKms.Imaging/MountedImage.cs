using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Dism;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging;

/// <summary>An image that DISM has mounted on this machine, by whomever.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Image">The file.</param>
/// <param name="IsLeftover">A run of ours mounted it and has ended without unmounting it.</param>
/// <param name="IsBroken">It must be remounted, or cannot be used any more.</param>
public sealed record MountedImage(string Folder, string Image, bool IsLeftover, bool IsBroken)
{
    /// <summary>All of them; null where DISM cannot be asked: it is not there, or not for this user.</summary>
    public static IReadOnlyList<MountedImage>? All()
    {
        if (DismLibrary.Find() is null)
        {
            return null;
        }

        try
        {
            using var dism = DismRuntime.Enter();
            return [.. DismApi.GetMountedImages().Select(Of)];
        }
        catch (Exception error) when (error is ProvisionException or DismException)
        {
            return null;
        }
    }

    /// <summary>Unmounts those that runs of ours left, and discards what was not committed.</summary>
    /// <returns>The files that had been mounted.</returns>
    /// <exception cref="ProvisionException">One of them could not be unmounted.</exception>
    public static IReadOnlyList<string> UnmountLeftovers() => InterruptedRuns.UnmountStale();

    private static MountedImage Of(DismMountedImageInfo mount)
    {
        using var ended = MountFolder.TakeOver(mount.MountPath);
        return new MountedImage(mount.MountPath, mount.ImageFilePath, ended is not null, mount.MountStatus != DismMountStatus.Ok);
    }
}
