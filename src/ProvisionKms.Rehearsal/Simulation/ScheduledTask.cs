namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>A task of the Task Scheduler.</summary>
/// <param name="Command">What it runs, as it was stored.</param>
/// <param name="RunAs">The account, as it was given.</param>
/// <param name="AtStart">Runs at every start of Windows.</param>
/// <param name="Every">Runs again after this time, or null.</param>
/// <param name="Due">When it runs next by the clock, or null.</param>
internal sealed record ScheduledTask(string Name, string Command, string RunAs, bool AtStart, TimeSpan? Every, TimeSpan? Due)
{
    public bool RunsAsSystem => RunAs.Trim('"').ToUpperInvariant() is "SYSTEM" or @"NT AUTHORITY\SYSTEM" or "S-1-5-18" or "";
}
