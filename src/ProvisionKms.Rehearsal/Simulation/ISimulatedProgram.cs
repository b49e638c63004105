using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>One program of Windows, played: what it prints, its exit code, and what it changes in the simulated Windows.</summary>
internal interface ISimulatedProgram
{
    /// <summary>In lower case, without <c>.exe</c>.</summary>
    IReadOnlyList<string> Names { get; }

    CallAnswer Answer(ProgramCall call);
}
