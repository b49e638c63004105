using ProvisionKms.Rehearsal.Scenarios.Expectations;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class KeyRefused
{
    public static Scenario Scenario { get; } = new("key-refused", "The key is refused for good: it stops at once, says what the code means, and leaves nothing that would try again.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.KeyOfSetup),
        World = (windows, _) => windows.Licensing.KeyRefusal = LicensingError.KeyInvalid,
        Expected =
        [
            Licence.NotActivated, Procedure.Once("ipk"), Procedure.Never("ato"), Patience.AtOnce, Tasks.None,
            Records.Say(Records.Refused, LicensingError.KeyInvalid.Shown), Records.Explain(LicensingError.KeyInvalid.Shown),
        ],
    };
}
