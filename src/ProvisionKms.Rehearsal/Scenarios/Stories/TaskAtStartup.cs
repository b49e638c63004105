using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class TaskAtStartup
{
    public static Scenario Scenario { get; } = new("task-at-startup", "The host answers only after the next start: the task activates Windows and takes itself away.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.NoRetryTask),
        World = (windows, _) => windows.Network.Answers = false,
        Acts = [Act.FirstBoot, new(ActKind.Restart, windows => windows.Network.Answers = true)],
        Expected = [Licence.Activated, Tasks.None, Records.Say(Records.Activated)],
    };
}
