using ProvisionKms.Rehearsal.Scenarios.Expectations;

namespace ProvisionKms.Rehearsal.Scenarios.Stories;

internal static class NoVbScript
{
    public static Scenario Scenario { get; } = new("no-vbscript", "VBScript is not installed: the same steps are made by PowerShell.")
    {
        Excuse = Excuses.Any(Excuses.Evaluation, subject => subject.Windows.NtVersion == "10.0" ? null : $"VBScript is a fixed part of Windows NT {subject.Windows.NtVersion}"),
        World = (windows, _) => windows.Hosts.HasVbScript = false,
        Expected = [Licence.Activated, Procedure.InOrder, Patience.Activations(1), Patience.AtOnce, Tasks.None, Records.Say(Records.Activated)],
    };
}
