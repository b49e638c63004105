using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Interop.Dism;

/// <summary>
/// What one long call of DISM is given: an event that cancels it, set when the token is, and a callback that reports how far
/// it has come. An exception of the receiver must not cross native frames: it cancels the call, and is thrown after it.
/// </summary>
internal sealed class DismProgress : IDisposable
{
    private readonly ManualResetEvent _cancelled = new(initialState: false);
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _cancellation;
    private readonly IProgress<WorkProgress>? _progress;
    private readonly string _activity;
    private GCHandle _self;
    private ExceptionDispatchInfo? _failure;

    public DismProgress(string activity, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        (_activity, _progress, _cancellation) = (activity, progress, cancellation);
        _self = GCHandle.Alloc(this);
        _registration = cancellation.Register(() => _cancelled.Set());
    }

    public SafeWaitHandle CancelEvent => _cancelled.SafeWaitHandle;

    public nint UserData => GCHandle.ToIntPtr(_self);

    public static unsafe delegate* unmanaged[Stdcall]<uint, uint, nint, void> Callback => &OnProgress;

    /// <summary>For those who call it as DISM does: tests.</summary>
    public static unsafe nint CallbackAddress => (nint)Callback;

    /// <summary>
    /// To be called with what DISM returned. A call that ended well although it was asked to stop has done its work; whoever
    /// called it looks at the token before the next step.
    /// </summary>
    public void ThrowIfStopped(int hresult)
    {
        _failure?.Throw();
        if (DismException.IsCancellation(hresult))
        {
            throw new OperationCanceledException(_cancellation);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _cancelled.Dispose();
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static void OnProgress(uint current, uint total, nint userData)
    {
        var watch = (DismProgress)GCHandle.FromIntPtr(userData).Target!;
        try
        {
            watch._progress?.Report(new WorkProgress(watch._activity, current, total, "percent"));
        }
        catch (Exception error)
        {
            watch._failure ??= ExceptionDispatchInfo.Capture(error);
            watch._cancelled.Set();
        }
    }
}
