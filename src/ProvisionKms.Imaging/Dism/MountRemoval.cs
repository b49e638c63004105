using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>Unmounts without saving, in whatever state a mount of ours is. It never throws: what is left is told.</summary>
internal static class MountRemoval
{
    /// <returns>Whether nothing is left.</returns>
    public static bool Remove(MountFolder folder, DismSurroundings surroundings)
    {
        try
        {
            Attempt.Repeat(() => Unmount(folder.Path));
            if (folder.Remove())
            {
                return true;
            }

            Tell("the folder cannot be deleted");
        }
        catch (DismException error)
        {
            DismRuntime.NoteFailure();
            Tell(error.Message);
        }

        folder.Dispose();
        return false;

        void Tell(string why) => surroundings.Findings?.Report(new Diagnostic(
            Codes.MountLeftBehind, $"a mounted image of this run is left in '{folder.Path}': {ProductKeyText.Hide(why)}", Hint: Codes.MountLeftBehind.Hint));
    }

    private static void Unmount(string path)
    {
        if (Find(path) is not { } mount)
        {
            return;
        }

        if (mount.MountStatus == DismMountStatus.NeedsRemount)
        {
            TryRemount(path);
        }

        try
        {
            DismApi.UnmountImage(path, DismUnmountFlags.Discard, null, CancellationToken.None);
        }
        catch (DismException) when (Find(path) is null)
        {
            // Unmounted all the same.
        }
        catch (DismException) when (mount.MountStatus != DismMountStatus.Ok && OnlyOursAreBroken())
        {
            DismApi.CleanupMountpoints();
            if (Find(path) is not null)
            {
                throw;
            }
        }
    }

    /// <summary>Helps to unmount after the machine was restarted; without it unmounting fails, or does not.</summary>
    private static void TryRemount(string path)
    {
        try
        {
            DismApi.RemountImage(path);
        }
        catch (DismException)
        {
            // Unmounting says more.
        }
    }

    /// <summary>DISM cleans all broken mounts at once, and another's may still be wanted.</summary>
    private static bool OnlyOursAreBroken() =>
        DismApi.GetMountedImages().All(mount => mount.MountStatus == DismMountStatus.Ok || MountFolder.IsOurs(mount.MountPath));

    private static DismMountedImageInfo? Find(string path) =>
        DismApi.GetMountedImages().FirstOrDefault(mount => IsSame(mount.MountPath, path));

    /// <summary>DISM may spell the folder in another way; our names are unique on the machine as long as a process lives.</summary>
    private static bool IsSame(string mounted, string path) =>
        MountFolder.IsOurs(mounted) && string.Equals(Name(mounted), Name(path), StringComparison.OrdinalIgnoreCase);

    private static string Name(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
}
