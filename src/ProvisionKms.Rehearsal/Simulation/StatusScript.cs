using System.Globalization;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>Status.vbs of the payload: what the licence of Windows is, as lines <c>Name=value</c> in no language.</summary>
internal sealed class StatusScript(WindowsProfile windows, LicensingService licensing, VirtualClock clock)
{
    public const string Name = "status.vbs";

    public CallAnswer Answer()
    {
        List<string> lines = ["FormatVersion=1", $"Utc={clock.Utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}"];
        if (licensing.IsReady)
        {
            lines.AddRange(licensing.Key is { } key ? Licence(key.LastFive) : ["LicenseStatus=0"]);
        }

        return Printed.Lines(0, [.. lines]);
    }

    private string[] Licence(string lastFive) =>
    [
        $"LicenseStatus={licensing.LicenseStatus}",
        $"PartialProductKey={lastFive}",
        $"Evaluation={(licensing.HasEvaluationKey ? 1 : 0)}",
        $"Description={LicensingVerbs.Description(windows, licensing)}",
    ];
}
