using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class SlowLicensingService
{
    public static Scenario Scenario { get; } = new("slow-licensing-service", "The licensing service is still starting and refuses all calls: it is waited for.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.OneAttempt),
        World = (windows, subject) => windows.Licensing.ReadyFrom = windows.Clock.Now + subject.Activation.Interval,
        Expected = [Licence.Activated, Procedure.InOrder, Tasks.None, Records.Say(Records.Activated)],
    };
}
