namespace ProvisionKms.Rehearsal.Recording;

/// <param name="At">Virtual time since the run began, when the program was started.</param>
public sealed record RecordedCall(ProgramCall Call, int ExitCode, TimeSpan At);
