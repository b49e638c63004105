using ProvisionKms.Recipes;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

/// <summary>Why a scenario does not apply to what is rehearsed.</summary>
internal static class Excuses
{
    /// <summary>The first one that counts.</summary>
    public static Func<Subject, string?> Any(params Func<Subject, string?>[] excuses) =>
        subject => excuses.Select(excuse => excuse(subject)).FirstOrDefault(why => why is not null);

    /// <summary>An evaluation is converted before anything is activated.</summary>
    public static string? Evaluation(Subject subject) =>
        subject.IsEvaluation ? "the image is an evaluation, which is converted first: see evaluation-edition" : null;

    public static string? OneAttempt(Subject subject) =>
        subject.FewestAttempts < 2 ? "attempts and deadline of the recipe leave time for one attempt only" : null;

    public static string? NoRetryTask(Subject subject) =>
        subject.Activation.RetryTask ? null : "retryTask is false in the recipe";

    public static string? KeyOfSetup(Subject subject) =>
        subject.KeyComesWithSetup ? "Windows Setup installs the key, the script does not" : null;

    /// <summary>Others can be found only by a name.</summary>
    public static string? NoName(Subject subject) => subject.Windows switch
    {
        { Kms: { } kms } => Simulation.Network.IsAddress(kms.Name) ? "the KMS host of the recipe is an address, which needs no resolver" : null,
        { Method: ActivationMethod.KmsDiscovery } => null,
        _ => $"the method {subject.Windows.Method} looks up no KMS host",
    };
}
