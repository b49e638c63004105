using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class AlreadyActivated
{
    public static Scenario Scenario { get; } = new("already-activated", "Windows is activated with the recipe's key already: nothing is done, and said so.")
    {
        Excuse = Excuses.Evaluation,
        World = (windows, subject) => windows.Licensing.Preset(subject.Windows.Key, activated: true, subject.Windows.Kms?.ToString()),
        Expected = [Licence.Activated, Licence.Untouched, Patience.AtOnce, Tasks.None, Records.Say(Records.AlreadyActivated)],
    };
}
