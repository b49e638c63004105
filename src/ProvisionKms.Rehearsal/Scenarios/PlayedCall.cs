using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A call that was made, where and when.</summary>
/// <param name="Number">From 1, in the order of the calls of the whole scenario.</param>
/// <param name="Run">The command line that Windows started, and from which it came.</param>
/// <param name="At">Time since the first start of the machine.</param>
/// <param name="LogLines">How many lines the log had when the call was made.</param>
internal sealed record PlayedCall(int Number, StartedCommand Run, ProgramCall Call, CallAnswer Answer, TimeSpan At, int LogLines)
{
    /// <summary>What of slmgr.vbs it is, or null.</summary>
    public LicensingStep? Step { get; } = LicensingStep.Of(Call);

    public bool Is(string verb) => Step?.Verb == verb;

    public bool Succeeded => Answer.ExitCode == 0;
}

/// <summary>A command line that Windows itself started: SetupComplete.cmd, a task, a startup script.</summary>
/// <param name="Title">For the transcript: <c>Windows Setup</c>, <c>start 2</c>, <c>task "…"</c>.</param>
/// <param name="InSetup">Whether Windows Setup waited for it.</param>
internal sealed record StartedCommand(string Title, string CommandLine, bool InSetup, TimeSpan At)
{
    /// <summary>How long Windows waited for it.</summary>
    public TimeSpan Took { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>Why it was stopped, or null when it ended by itself.</summary>
    public string? Stopped { get; set; }
}
