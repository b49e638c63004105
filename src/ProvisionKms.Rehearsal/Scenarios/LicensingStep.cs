using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>A step of the manual procedure, by slmgr.vbs or by the PowerShell script that takes its place.</summary>
/// <param name="Verb">upk, ipk, skms, ckms, ato.</param>
/// <param name="Value">The key or host, or empty.</param>
internal sealed record LicensingStep(string Verb, string Value)
{
    private static readonly string[] Verbs = ["upk", "ipk", "skms", "ckms", "ato"];

    public static LicensingStep? Of(ProgramCall call)
    {
        var at = call.Arguments.ToList().FindIndex(a => FileName.Of(a) is "slmgr.vbs" or "slmgr" or "licensing.ps1");
        if (at < 0 || at + 1 >= call.Arguments.Count)
        {
            return null;
        }

        var verb = call.Arguments[at + 1].TrimStart('-', '/').ToLowerInvariant();
        return Verbs.Contains(verb) ? new LicensingStep(verb, at + 2 < call.Arguments.Count ? call.Arguments[at + 2] : "") : null;
    }
}
