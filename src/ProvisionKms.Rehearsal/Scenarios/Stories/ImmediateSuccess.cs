using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class ImmediateSuccess
{
    public static Scenario Scenario { get; } = new("immediate-success", "Everything works: activated at the first attempt, and nothing stays behind.")
    {
        Excuse = Excuses.Evaluation,
        Expected = [Licence.Activated, Procedure.InOrder, Patience.Activations(1), Patience.AtOnce, Tasks.None, Records.Say(Records.Activated)],
    };
}
