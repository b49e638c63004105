namespace ProvisionKms.Rehearsal.Recording;

/// <summary>Plays the programs that a machine starts. Called for one call at a time, in the order in which they came.</summary>
public interface ICallAnswerer
{
    /// <param name="now">Virtual time since the run began.</param>
    CallAnswer Answer(ProgramCall programCall, TimeSpan now);
}
