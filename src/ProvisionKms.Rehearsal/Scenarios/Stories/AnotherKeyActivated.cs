using ProvisionKms.Catalog;
using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class AnotherKeyActivated
{
    private static readonly ProductKey Other = ProductKey.Parse("XXXXX-XXXXX-XXXXX-XXXXX-7GP2Q");

    public static Scenario Scenario { get; } = new("another-key-activated", "Windows is activated, but with another key: the recipe's takes its place.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, Excuses.KeyOfSetup),
        World = (windows, _) => windows.Licensing.Preset(Other, activated: true),
        Expected = [Licence.Activated, Procedure.InOrder, Tasks.None, Records.Say(Records.Activated)],
    };
}
