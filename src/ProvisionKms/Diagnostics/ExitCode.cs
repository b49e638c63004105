namespace ProvisionKms.Diagnostics;

/// <summary>The exit codes that scripts rely on. Fixed: never renumber.</summary>
public enum ExitCode
{
    Done = 0,
    ApplyFailed = 1,
    InvalidUsage = 2,
    VerificationFailed = 3,
    MachineLacksSomething = 4,
    ImageUnusable = 5,
    Cancelled = 130,
}
