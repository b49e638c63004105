using ProvisionKms.Images;

namespace ProvisionKms.Cli.Work;

/// <summary>The work reports as often as it likes and never waits for a screen; the screen looks when it is ready.</summary>
internal sealed class LatestProgress : IProgress<WorkProgress>
{
    private readonly Lock _lock = new();
    private WorkProgress? _latest;

    public WorkProgress? Value
    {
        get
        {
            lock (_lock)
            {
                return _latest;
            }
        }
    }

    public void Report(WorkProgress value)
    {
        lock (_lock)
        {
            _latest = value;
        }
    }
}
