using ProvisionKms.FirstBoot.GroupPolicy;
using ProvisionKms.Images;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal;

/// <summary>What is rehearsed: one Windows, what the recipe wants of it, and the scripts that shall bring it about.</summary>
/// <param name="Images">The images that are alike in all of this, and are rehearsed once.</param>
internal sealed record Subject(
    IReadOnlyList<ImageIndex> Images, WindowsProfile Windows, bool KeyIsSecret, Activation Activation, FirstBootScripts Scripts)
{
    /// <summary>How long first boot may be held: Windows itself gives start-up scripts ten minutes.</summary>
    public TimeSpan Deadline => Scripts.RunsSetup || Activation.Deadline < StartupScript.Longest ? Activation.Deadline : StartupScript.Longest;

    /// <summary>
    /// Windows Setup installs the key and the script keeps it: a secret one must not be in the commands of an answer file,
    /// which Setup logs.
    /// </summary>
    public bool KeyComesWithSetup { get; init; }

    public bool IsEvaluation => Windows.Edition.IsEvaluation;

    /// <summary>What an activation is answered with when nobody answers.</summary>
    public LicensingError Silence => Windows.Method is ActivationMethod.Mak or ActivationMethod.Avma ? LicensingError.TimedOut : LicensingError.NoKmsAnswered;

    /// <summary>How many attempts fit before the deadline at most.</summary>
    public int MostAttempts => Activation.Interval <= TimeSpan.Zero
        ? Activation.Attempts
        : (int)Math.Min(Activation.Attempts, (Deadline / Activation.Interval) + 1);

    /// <summary>
    /// How many must be made. A script may measure its commands by a clock without seconds, as Wine's is, and so believe
    /// to be some minutes later than it is.
    /// </summary>
    public int FewestAttempts => Activation.Interval <= TimeSpan.Zero
        ? Activation.Attempts
        : (int)Math.Clamp((Deadline - ClockSlack) / Activation.Interval + 1, 1, Activation.Attempts);

    private static TimeSpan ClockSlack => TimeSpan.FromMinutes(3);
}
