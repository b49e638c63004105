using System.Runtime.InteropServices;
using ProvisionKms.Images;
using ProvisionKms.Imaging.Interop.Dism;

namespace ProvisionKms.Imaging.Tests.Interop;

/// <summary>Calls back as DISM does, through the function pointer.</summary>
public class DismProgressTests
{
    private delegate void Native(uint current, uint total, nint userData);

    [Fact]
    public void What_DISM_reports_reaches_the_receiver()
    {
        var seen = new List<WorkProgress>();
        using var watch = new DismProgress("mounting", new Receiver(seen.Add), CancellationToken.None);
        Callback()(37, 100, watch.UserData);
        Assert.Equal([new WorkProgress("mounting", 37, 100, "percent")], seen);
    }

    [Fact]
    public void An_exception_of_the_receiver_cancels_the_call_and_is_thrown_after_it()
    {
        using var watch = new DismProgress("mounting", new Receiver(_ => throw new InvalidDataException("mine")), CancellationToken.None);
        Callback()(1, 100, watch.UserData);
        Assert.True(IsSet(watch));
        Assert.Equal("mine", Assert.Throws<InvalidDataException>(() => watch.ThrowIfStopped(unchecked((int)0x800704C7))).Message);
    }

    [Fact]
    public void A_cancelled_token_sets_the_event()
    {
        using var source = new CancellationTokenSource();
        using var watch = new DismProgress("mounting", null, source.Token);
        Assert.False(IsSet(watch));
        source.Cancel();
        Assert.True(IsSet(watch));
    }

    private static bool IsSet(DismProgress watch)
    {
        using var handle = new ManualResetEvent(false);
        handle.SafeWaitHandle = new Microsoft.Win32.SafeHandles.SafeWaitHandle(watch.CancelEvent.DangerousGetHandle(), ownsHandle: false);
        return handle.WaitOne(0);
    }

    private static Native Callback() => Marshal.GetDelegateForFunctionPointer<Native>(DismProgress.CallbackAddress);

    private sealed class Receiver(Action<WorkProgress> receive) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => receive(value);
    }
}
