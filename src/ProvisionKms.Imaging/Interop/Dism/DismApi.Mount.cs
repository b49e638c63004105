using System.Runtime.CompilerServices;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Dism;

internal static partial class DismApi
{
    public static unsafe void MountImage(
        string imageFilePath, string mountPath, int imageIndex, DismMountFlags flags, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Watch("mounting", null, progress, watch => DismNative.DismMountImage(
            imageFilePath, mountPath, (uint)imageIndex, null, DismImageIdentifier.ImageIndex, flags, watch.CancelEvent, DismProgress.Callback, watch.UserData), cancellation);

    public static unsafe void UnmountImage(string mountPath, DismUnmountFlags flags, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Watch((flags & DismUnmountFlags.Discard) != 0 ? "unmounting" : "writing", null, progress, watch => DismNative.DismUnmountImage(
            mountPath, flags, watch.CancelEvent, DismProgress.Callback, watch.UserData), cancellation);

    /// <summary>Saves what was changed, and leaves the image mounted.</summary>
    public static unsafe void CommitImage(DismSession session, DismUnmountFlags flags, IProgress<WorkProgress>? progress, CancellationToken cancellation) =>
        Watch("writing", session, progress, watch => DismNative.DismCommitImage(
            session.Handle, flags, watch.CancelEvent, DismProgress.Callback, watch.UserData), cancellation);

    public static void RemountImage(string mountPath) => Check(() => DismNative.DismRemountImage(mountPath));

    /// <summary>Removes what broken mounts left, those of other programs too.</summary>
    public static void CleanupMountpoints() => Check(DismNative.DismCleanupMountpoints);

    /// <exception cref="OperationCanceledException">DISM stopped because the token asked for it.</exception>
    private static void Watch(
        string activity,
        DismSession? session,
        IProgress<WorkProgress>? progress,
        Func<DismProgress, int> call,
        CancellationToken cancellation,
        [CallerMemberName] string operation = "")
    {
        lock (Gate)
        {
            cancellation.ThrowIfCancellationRequested();
            using var watch = new DismProgress(activity, progress, cancellation);
            var hresult = call(watch);
            watch.ThrowIfStopped(hresult);
            if (session is null)
            {
                ThrowIfFailed(hresult, operation);
            }
            else
            {
                Settle(session, hresult, operation);
            }
        }
    }
}
