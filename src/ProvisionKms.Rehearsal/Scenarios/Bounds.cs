using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>What ends a script that does not end: far more than a right one needs.</summary>
internal static class Bounds
{
    /// <summary>Real time; a machine of a build server may be slow, and cmd.exe with a long table too.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private const int CallsPerAttempt = 10;

    /// <summary>Of the specialize commands, other scripts and everything that is done once.</summary>
    private const int CallsBesides = 200;

    public static RunBounds Of(Subject subject) => new(
        Silence,
        (subject.MostAttempts * CallsPerAttempt) + CallsBesides,
        (subject.Activation.Deadline * 2) + TimeSpan.FromHours(1));
}
