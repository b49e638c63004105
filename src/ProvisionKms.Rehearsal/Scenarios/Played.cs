using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A scenario that was played.</summary>
/// <param name="Findings">What is wrong; nothing when all is as expected.</param>
internal sealed record Played(Subject Subject, Scenario Scenario, Performance Performance, IReadOnlyList<Finding> Findings)
{
    /// <summary>Real time.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>False where it was left out after others had to be stopped.</summary>
    public bool WasPlayed { get; private init; } = true;

    public static Played NotAtAll(Subject subject, Scenario scenario) =>
        new(subject, scenario, new Performance(subject, new SimulatedWindows(subject.Windows, _ => null)), []) { WasPlayed = false };
}
