using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Wine;

/// <param name="ExitCode">Of the command line, or null when it was stopped.</param>
/// <param name="Stopped">Null when it ended by itself; else which bound was passed, and after which call.</param>
public sealed record MachineRun(int? ExitCode, string? Stopped, IReadOnlyList<RecordedCall> Calls)
{
    /// <summary>What the run printed, its beginning where that is very long.</summary>
    public string Output { get; init; } = "";
}
