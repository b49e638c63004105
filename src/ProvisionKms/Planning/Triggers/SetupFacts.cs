namespace ProvisionKms.Planning.Triggers;

/// <summary>
/// What an image says of Windows Setup beside its ImageState: HKLM\SYSTEM\Setup and the keys below it. Null where a value is
/// absent. SetupType and CmdLine decide what really starts: Winlogon asks the first whether Windows is in Setup, and starts
/// the second (Microsoft KB 939857, "The Windows Vista Setup program runs a script file"). The rest is what Sysprep and Setup
/// note for themselves; their log names the values ("Found generalization state [0x4], setup.exe completion flag").
/// </summary>
public sealed record SetupFacts
{
    /// <summary>0: no Setup; 1 and 2: CmdLine is started before the logon screen.</summary>
    public int? SetupType { get; init; }

    /// <summary>What is started; <c>oobe\windeploy.exe</c> is Windows Setup.</summary>
    public string? CommandLine { get; init; }

    public bool? SystemSetupInProgress { get; init; }

    public bool? OobeInProgress { get; init; }

    public int? SetupPhase { get; init; }

    /// <summary>Status\AuditBoot: the next start is one into audit mode.</summary>
    public bool? AuditBoot { get; init; }

    /// <summary>Status\SysprepStatus\GeneralizationState: 3 being generalized, 4 generalized, 7 specialized again.</summary>
    public int? GeneralizationState { get; init; }

    /// <summary>Status\SysprepStatus\CleanupState: 2 done.</summary>
    public int? CleanupState { get; init; }

    /// <summary>Status\ChildCompletion\setup.exe: 0 not started, 1 begun, 3 done.</summary>
    public int? SetupCompletion { get; init; }

    /// <summary>Status\ChildCompletion\oobeldr.exe: the end of OOBE, after which SetupComplete.cmd was run.</summary>
    public int? OobeCompletion { get; init; }

    /// <summary>A program is started before the logon screen, and it is that of Windows Setup.</summary>
    public bool IsSetupPending => SetupType is > 0 && IsWindowsSetup(CommandLine);

    /// <summary>Some other program is: tools borrow the mechanism for one start.</summary>
    public bool IsOtherPending => SetupType is > 0 && CommandLine is { Length: > 0 } && !IsWindowsSetup(CommandLine);

    /// <summary>Nothing of Setup is started, by both values that decide it.</summary>
    public bool IsNothingPending => SetupType == 0 && SystemSetupInProgress != true && OobeInProgress != true;

    public bool IsSilent => this == new SetupFacts();

    /// <summary>oobe\windeploy.exe or setup.exe there; Google's Sysprep puts a windeploy.cmd of its own before the former.</summary>
    private static bool IsWindowsSetup(string? commandLine) =>
        commandLine is not null &&
        (commandLine.Contains(@"oobe\", StringComparison.OrdinalIgnoreCase) || commandLine.Contains(@"\windeploy.", StringComparison.OrdinalIgnoreCase));
}
