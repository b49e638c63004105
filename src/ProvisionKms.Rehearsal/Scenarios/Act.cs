using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>One thing that happens to the machine, and what of the world changes before.</summary>
internal sealed record Act(ActKind Kind, Action<SimulatedWindows>? Before = null)
{
    public static Act FirstBoot { get; } = new(ActKind.FirstBoot);
}

internal enum ActKind
{
    /// <summary>Windows Setup to its end; for an image that is complete, the first start.</summary>
    FirstBoot,

    /// <summary>Windows is restarted by hand.</summary>
    Restart,

    /// <summary>Time goes by until the scheduler runs the next task.</summary>
    Wait,
}
