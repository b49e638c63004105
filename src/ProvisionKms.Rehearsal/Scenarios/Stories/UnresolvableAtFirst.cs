using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class UnresolvableAtFirst
{
    public static Scenario Scenario { get; } = new("unresolvable-then-success", "No name can be resolved at first, as before DHCP has answered; then all is well.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.NoName, Excuses.OneAttempt),
        World = (windows, subject) => windows.Network.ResolvesFrom = subject.Activation.Interval,
        Expected = [Licence.Activated, Procedure.InOrder, Tasks.None, Records.Say(Records.Activated)],
    };
}
