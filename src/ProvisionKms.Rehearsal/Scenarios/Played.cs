using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A scenario that was played.</summary>
/// <param name="Findings">What is wrong; nothing when all is as expected.</param>
/// <param name="Elapsed">Real time.</param>
internal sealed record Played(Subject Subject, Scenario Scenario, Performance Performance, IReadOnlyList<Finding> Findings, TimeSpan Elapsed)
{
    /// <summary>False where it was left out after others had to be stopped.</summary>
    public bool WasPlayed { get; private init; } = true;

    public static Played NotAtAll(Subject subject, Scenario scenario) =>
        new(subject, scenario, new Performance(subject, new SimulatedWindows(subject.Windows, _ => null)), [], TimeSpan.Zero) { WasPlayed = false };
}
