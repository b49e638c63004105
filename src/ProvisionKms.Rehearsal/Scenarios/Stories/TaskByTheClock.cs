using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class TaskByTheClock
{
    public static Scenario Scenario { get; } = new("task-by-the-clock", "The host answers an hour later and nobody restarts: the task that the clock runs activates Windows and takes itself away.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.NoRetryTask),
        World = (windows, _) => windows.Network.Answers = false,
        Acts = [Act.FirstBoot, new(ActKind.Wait, windows => windows.Network.Answers = true)],
        Expected = [Licence.Activated, Tasks.None, Records.Say(Records.Activated)],
    };
}
