using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Windows;

/// <summary>
/// Copies a file as Windows does it best: within the server on a network share, by sharing blocks on ReFS and Dev Drives.
/// https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-copyfileexw
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsCopy
{
    private const uint FailIfExists = 1;
    private const uint Continue = 0;
    private const uint Cancel = 1;

    private readonly IProgress<WorkProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private ExceptionDispatchInfo? _failure;

    private WindowsCopy(IProgress<WorkProgress>? progress, CancellationToken cancellation) => (_progress, _cancellation) = (progress, cancellation);

    internal static void Copy(string source, string target, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var copy = new WindowsCopy(progress, cancellation);
        var data = GCHandle.Alloc(copy);
        try
        {
            var done = Kernel32.CopyFileExW(LongPath.Of(source), LongPath.Of(target), &OnProgress, GCHandle.ToIntPtr(data), null, FailIfExists);
            var error = Marshal.GetLastPInvokeError();
            copy._failure?.Throw();
            if (!done && error == Win32.ERROR_REQUEST_ABORTED)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (!done)
            {
                throw FileHolders.Explain(nameof(Kernel32.CopyFileExW), error, source, target);
            }
        }
        finally
        {
            data.Free();
        }

        // Its attributes came along; a copy of a file that may only be read could not be edited.
        WindowsException.ThrowIfFailed(
            Kernel32.SetFileAttributesW(LongPath.Of(target), (uint)FileAttributes.Normal), nameof(Kernel32.SetFileAttributesW), target);
    }

    [UnmanagedCallersOnly]
    private static uint OnProgress(long total, long done, long streamTotal, long streamDone, uint stream, uint reason, nint source, nint target, nint data)
    {
        var copy = (WindowsCopy)GCHandle.FromIntPtr(data).Target!;
        try
        {
            copy._progress?.Report(new WorkProgress("copying", done, total));
            return copy._cancellation.IsCancellationRequested ? Cancel : Continue;
        }
        catch (Exception failure)
        {
            copy._failure = ExceptionDispatchInfo.Capture(failure);
            return Cancel;
        }
    }
}
