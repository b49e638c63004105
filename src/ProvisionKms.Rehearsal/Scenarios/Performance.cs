using System.Text;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>What happened in one scenario: everything that expectations may look at.</summary>
internal sealed class Performance(Subject subject, SimulatedWindows windows)
{
    public Subject Subject => subject;

    /// <summary>As it is at the end.</summary>
    public SimulatedWindows Windows => windows;

    public List<StartedCommand> Runs { get; } = [];

    public List<PlayedCall> Calls { get; } = [];

    /// <summary>What was there after each act.</summary>
    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>The calls of the SetupComplete.cmd that was there before us, when it runs alone.</summary>
    public IReadOnlyList<PlayedCall> OthersAlone { get; init; } = [];

    /// <summary>How long that holds Windows Setup by itself.</summary>
    public TimeSpan OthersHold { get; init; }

    public Snapshot AtEnd => Snapshots[^1];

    public string? Stopped => Runs.FirstOrDefault(r => r.Stopped is not null)?.Stopped;

    public IEnumerable<PlayedCall> Steps(string verb) => Calls.Where(c => c.Is(verb));

    public PlayedCall? LastStep => Calls.LastOrDefault(c => c.Step is not null);

    /// <summary>How long Windows Setup, or the first start, was held by us.</summary>
    public TimeSpan Held => Runs.Where(r => r.InSetup).Aggregate(TimeSpan.Zero, (sum, run) => sum + run.Took) - OthersHold;
}

/// <summary>Files, tasks and licence at the end of an act.</summary>
/// <param name="Log">The lines of the log; none where there is no log.</param>
/// <param name="Result">The machine-readable result, or null where there is none.</param>
internal sealed record Snapshot(IReadOnlyList<string> Log, byte[]? Result, IReadOnlyList<ScheduledTask> Tasks, bool IsActivated)
{
    public const string LogPath = @"Windows\Panther\ProvisionKms.log";

    public const string ResultPath = @"Windows\Panther\ProvisionKms.json";

    public string? ResultText => Result is null ? null : Encoding.Latin1.GetString(Result);

    public static IReadOnlyList<string> Lines(byte[]? log) =>
        log is null ? [] : Encoding.Latin1.GetString(log).TrimEnd('\r', '\n').Split('\n').Select(l => l.TrimEnd('\r')).ToList();
}
