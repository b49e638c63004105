using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class ScriptHostDisabled
{
    public static Scenario Scenario { get; } = new("script-host-disabled", "Windows Script Host is switched off, as some baselines do: the same steps are made by PowerShell.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, subject => subject.Windows.HasCim ? null : $"Windows NT {subject.Windows.NtVersion} comes without the PowerShell that this needs"),
        World = (windows, _) => windows.Hosts.DisableScriptHost(),
        Expected = [Licence.Activated, Procedure.InOrder, Patience.Activations(1), Patience.AtOnce, Tasks.None, Records.Say(Records.Activated)],
    };
}
