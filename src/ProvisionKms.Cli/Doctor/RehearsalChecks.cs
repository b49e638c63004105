using ProvisionKms.Diagnostics;
using ProvisionKms.Rehearsal.Recording;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What only `rehearse` needs: without it all else still works, so what is missing is a warning.</summary>
internal static class RehearsalChecks
{
    public static IEnumerable<Check> All()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield return new Check("rehearse", "on Linux only, with Wine", Needed: false);
            yield break;
        }

        yield return Of("Wine", () => WineInstallation.Find().Version);
        yield return Of("recorder", () =>
        {
            RecorderProgram.Require();
            return "part of this build";
        });
    }

    private static Check Of(string name, Func<string> find)
    {
        try
        {
            return new Check(name, find(), Needed: false);
        }
        catch (ProvisionException missing)
        {
            return new Check(name, "not there; needed for rehearse", Needed: false, missing.Diagnostics[0] with { Severity = Severity.Warning });
        }
    }
}
