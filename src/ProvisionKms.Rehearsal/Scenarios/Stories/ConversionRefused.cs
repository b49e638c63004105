using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class ConversionRefused
{
    /// <summary>A script may try again, but not at every start for ever.</summary>
    private const int Most = 5;

    public static Scenario Scenario { get; } = new("conversion-refused", "The evaluation cannot be converted, as a domain controller cannot: Windows is not restarted, and it gives up.")
    {
        Excuse = subject => subject.IsEvaluation ? null : "the image is no evaluation",
        World = (windows, _) => windows.Edition.Refuses = true,
        Acts = [Act.FirstBoot, .. Enumerable.Repeat(new Act(ActKind.Restart), Most + 2)],
        Expected = [Licence.NotKeyed, NoRestart, GivesUp, Tasks.None],
    };

    private static IEnumerable<Finding> NoRestart(Performance played) =>
        played.Windows.Power.Requests.Count == 0 ? [] : [new Finding("Windows is restarted although nothing was converted", played.Calls.LastOrDefault(c => c.Call.Program == "shutdown"))];

    private static IEnumerable<Finding> GivesUp(Performance played) =>
        played.Windows.Edition.Conversions is > 0 and <= Most ? [] : [new Finding($"the conversion was tried {played.Windows.Edition.Conversions} times", played.Calls.LastOrDefault(c => c.Call.Program == "dism"))];
}
