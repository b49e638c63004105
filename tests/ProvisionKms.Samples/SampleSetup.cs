namespace ProvisionKms.Samples;

/// <summary>How far Windows Setup has come, in the values that Windows keeps under HKLM\SYSTEM\Setup.</summary>
/// <param name="Completion">Of Setup's own programs: 0 not started, 3 done.</param>
public sealed record SampleSetup(uint SetupType, string CommandLine, bool InProgress, uint GeneralizationState, uint Completion)
{
    /// <summary>Install media, and what Sysprep /generalize leaves.</summary>
    public static SampleSetup Generalized { get; } = new(2, @"oobe\windeploy.exe", true, 4, 0);

    /// <summary>A machine in use.</summary>
    public static SampleSetup Complete { get; } = new(0, "", false, 7, 3);
}
