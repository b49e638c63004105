namespace ProvisionKms.Rehearsal.Wine;

/// <summary>What ends a run that does not end by itself.</summary>
/// <param name="SilentFor">Real time without any call of a recorded program.</param>
/// <param name="Calls">How many calls of recorded programs there may be.</param>
/// <param name="VirtualTime">How long the run may seem to take.</param>
public sealed record RunBounds(TimeSpan SilentFor, int Calls, TimeSpan VirtualTime);
