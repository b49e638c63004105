using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class NeverReachable
{
    public static Scenario Scenario { get; } = new("never-reachable", "The host never answers: attempts and deadline of the recipe are kept, and tasks are left to go on.")
    {
        Excuse = Excuses.Evaluation,
        World = (windows, _) => windows.Network.Answers = false,
        Expected =
        [
            Licence.NotActivated, Procedure.InOrder, Patience.AsManyAsTheRecipe, Patience.Pauses, Tasks.AsTheRecipe,
            played => Records.Say(Records.NotActivated, played.Subject.Silence.Shown)(played),
        ],
    };
}
