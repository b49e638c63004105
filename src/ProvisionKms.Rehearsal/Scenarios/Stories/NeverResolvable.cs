using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class NeverResolvable
{
    public static Scenario Scenario { get; } = new("never-resolvable", "The name of the host is never known: first boot goes on in time, and tasks are left to go on.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.NoName),
        World = (windows, _) => windows.Network.ResolvesFrom = TimeSpan.MaxValue,
        Expected = [Licence.NotActivated, Tasks.AsTheRecipe, Records.Say(Records.NotActivated)],
    };
}
