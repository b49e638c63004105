using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>What starts the activation script.</summary>
/// <param name="SetupComplete">Whether Windows will run SetupComplete.cmd: yes, after-audit, no, replaced, uncertain, setup-failed, unknown.</param>
/// <param name="StartupScript">Whether a start-up script of the local Group Policy is needed.</param>
public sealed record ReportedTrigger(string SetupComplete, bool StartupScript, string Why)
{
    internal static ReportedTrigger Of(FirstBootTrigger trigger) => new(ReportNames.Of(trigger.SetupComplete), trigger.NeedsStartupScript, trigger.Why);
}
