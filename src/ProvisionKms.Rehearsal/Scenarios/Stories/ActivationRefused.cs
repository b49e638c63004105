using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scenarios.Expectations;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class ActivationRefused
{
    public static Scenario Scenario { get; } = new("activation-refused", "The activation is refused for good: it stops at once and says what the code means.")
    {
        Excuse = Excuses.Evaluation,
        World = (windows, subject) => windows.Licensing.ActivationRefusal = Refusal(subject),
        Expected =
        [
            Licence.NotActivated, Procedure.InOrder, Procedure.Once("ato"), Patience.AtOnce, Tasks.None,
            played => Records.Say(Records.Refused, Refusal(played.Subject).Shown)(played),
            played => Records.Explain(Refusal(played.Subject).Shown)(played),
        ],
    };

    private static LicensingError Refusal(Subject subject) =>
        subject.Windows.Method == ActivationMethod.Mak ? LicensingError.UsedUp : LicensingError.NoQualifyingLicence;
}
