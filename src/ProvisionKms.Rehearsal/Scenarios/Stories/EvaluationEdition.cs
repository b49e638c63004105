using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class EvaluationEdition
{
    public static Scenario Scenario { get; } = new("evaluation-edition", "An evaluation is converted after Setup, restarted, and then activated as what it has become.")
    {
        Excuse = subject => subject.IsEvaluation ? null : "the image is no evaluation",
        Acts = [Act.FirstBoot, new(ActKind.Restart)],
        Expected = [WaitsAfterSetup, Converted, Licence.Activated, Procedure.InOrder, Tasks.None, Records.Say(Records.Activated)],
    };

    private static IEnumerable<Finding> WaitsAfterSetup(Performance played) => played.Subject.Scripts.RunsSetup
        ? [.. Tasks.Registered(played, played.Snapshots[0]), .. Records.Result(played, played.Snapshots[0], Records.WaitingForConversion, null)]
        : [];

    private static IEnumerable<Finding> Converted(Performance played)
    {
        var dism = played.Calls.LastOrDefault(c => c.Call.Program == "dism");
        if (played.Windows.Edition.EditionId != played.Subject.Windows.Target.EditionIds[0])
        {
            yield return new Finding($"the edition is {played.Windows.Edition.EditionId} at the end, not {played.Subject.Windows.Target.EditionIds[0]}", dism ?? played.Calls.LastOrDefault());
        }

        if (played.Windows.Edition.Conversions > 1)
        {
            yield return new Finding($"the conversion was begun {played.Windows.Edition.Conversions} times", dism);
        }
    }
}
