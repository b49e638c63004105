using System.Diagnostics;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>Where the time of a run goes: one phase ends where the next begins.</summary>
internal sealed class PhaseClock
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<(string Name, TimeSpan Begun)> _begun = [];

    public long ElapsedMs => _clock.ElapsedMilliseconds;

    public IReadOnlyList<RunPhase> Phases
    {
        get
        {
            var ends = _begun.Skip(1).Select(phase => phase.Begun).Append(_clock.Elapsed);
            return [.. _begun.Zip(ends, (phase, end) => new RunPhase(phase.Name, Milliseconds(phase.Begun), Milliseconds(end - phase.Begun)))];
        }
    }

    public void Begin(string phase) => _begun.Add((phase, _clock.Elapsed));

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
