using ProvisionKms.Rehearsal.Scenarios.Stories;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>All scenarios, in the order in which a reader wants them.</summary>
internal static class ScenarioSet
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        ImmediateSuccess.Scenario,
        UnreachableAtFirst.Scenario,
        UnresolvableAtFirst.Scenario,
        NeverReachable.Scenario,
        NeverResolvable.Scenario,
        KeyRefused.Scenario,
        ActivationRefused.Scenario,
        AlreadyActivated.Scenario,
        AnotherKeyActivated.Scenario,
        EvaluationEdition.Scenario,
        ConversionRefused.Scenario,
        NoVbScript.Scenario,
        ScriptHostDisabled.Scenario,
        SlowLicensingService.Scenario,
        TaskAtStartup.Scenario,
        TaskByTheClock.Scenario,
        OthersStories.OfTheImage,
        .. OthersStories.All,
    ];
}
