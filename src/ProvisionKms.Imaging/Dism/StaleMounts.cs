using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// Mounts that a run left when it was killed. Only those in a folder of ours whose process has ended: what is mounted by
/// another program, or by a run that is at work, is never touched.
/// </summary>
internal static class StaleMounts
{
    /// <returns>The images that had been mounted.</returns>
    public static IReadOnlyList<string> Clean(DismSurroundings surroundings)
    {
        var cleaned = new List<string>();
        foreach (var mount in Mounted())
        {
            if (MountFolder.TakeOver(mount.MountPath) is { } folder && MountRemoval.Remove(folder, surroundings))
            {
                cleaned.Add(mount.ImageFilePath);
            }
        }

        // Folders of runs that were killed before they mounted, or after they unmounted.
        foreach (var folder in MountFolder.All().Select(MountFolder.TakeOver).OfType<MountFolder>())
        {
            MountRemoval.Remove(folder, surroundings);
        }

        return [.. cleaned.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IReadOnlyList<DismMountedImageInfo> Mounted()
    {
        try
        {
            return DismApi.GetMountedImages();
        }
        catch (DismException error)
        {
            throw DismDiagnostics.From(error, null, writing: false);
        }
    }
}
