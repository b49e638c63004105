using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// One image, mounted in a folder of ours, with the servicing session that is opened on it when it is needed. Disposed, it
/// is unmounted without saving, whatever state it is in.
/// </summary>
internal sealed class ImageMount : IDisposable
{
    private readonly MountFolder _folder;
    private readonly DismSurroundings _surroundings;
    private DismSession? _session;
    private bool _gone;

    private ImageMount(MountFolder folder, DismSurroundings surroundings) => (_folder, _surroundings) = (folder, surroundings);

    public string Path => _folder.Path;

    /// <summary>The image's own servicing stack, and its registry.</summary>
    public DismSession Session => _session ??= DismApi.OpenOfflineSession(Path);

    /// <exception cref="DismException">It could not be mounted, and is not.</exception>
    public static ImageMount Mount(string image, ImageIndex index, DismMountFlags flags, IProgress<WorkProgress>? progress, DismSurroundings surroundings)
    {
        var mount = new ImageMount(MountFolder.Create(), surroundings);
        try
        {
            DismApi.MountImage(image, mount.Path, index.Value, flags, progress, surroundings.Cancellation);
            return mount;
        }
        catch
        {
            mount.Dispose();
            throw;
        }
    }

    /// <summary>Saves what was changed, and unmounts.</summary>
    /// <exception cref="DismException">It was not saved; to be disposed.</exception>
    public void Save(DismUnmountFlags flags, IProgress<WorkProgress>? progress)
    {
        CloseSession();
        DismApi.UnmountImage(Path, DismUnmountFlags.Commit | flags, progress, _surroundings.Cancellation);
    }

    /// <summary>Must be done before it is unmounted, and lets go of the hives.</summary>
    public void CloseSession()
    {
        if (_session is { } session)
        {
            DismApi.CloseSession(session);
            _session = null;
        }
    }

    public void Dispose()
    {
        if (_gone)
        {
            return;
        }

        _gone = true;
        try
        {
            Attempt.Repeat(CloseSession);
        }
        catch (DismException)
        {
            // Unmounting will say so.
        }

        MountRemoval.Remove(_folder, _surroundings);
    }
}
