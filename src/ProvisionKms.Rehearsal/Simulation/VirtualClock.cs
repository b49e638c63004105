namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Time in a simulated Windows, counted from its first start. Only calls that wait move it.</summary>
internal sealed class VirtualClock
{
    /// <summary>When the first start is, so that times of day look like such; any date would do.</summary>
    private static readonly DateTime FirstStart = new(2025, 1, 1, 8, 0, 0, DateTimeKind.Utc);

    private TimeSpan _runBegan;

    public TimeSpan Now { get; private set; }

    public DateTime Utc => FirstStart + Now;

    /// <summary>A command line is started; the calls that it makes tell the time since.</summary>
    public void BeginRun() => _runBegan = Now;

    public void Tell(TimeSpan sinceRunBegan) => Forward(_runBegan + sinceRunBegan);

    /// <summary>A clock never goes back.</summary>
    public void Forward(TimeSpan to) => Now = to > Now ? to : Now;
}
