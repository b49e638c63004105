using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class UnreachableAtFirst
{
    private const int Failures = 3;

    public static Scenario Scenario { get; } = new("unreachable-then-success", "The host does not answer the first attempts, as while a network comes up; a later one succeeds.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.OneAttempt),
        World = (windows, subject) => windows.Network.Failures = FailuresFor(subject),
        Expected =
        [
            Licence.Activated, Procedure.InOrder, Patience.Pauses, Tasks.None, Records.Say(Records.Activated),
            played => Patience.Activations(FailuresFor(played.Subject) + 1)(played),
        ],
    };

    private static int FailuresFor(Subject subject) => Math.Min(Failures, subject.FewestAttempts - 1);
}
