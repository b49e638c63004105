using ProvisionKms.Catalog;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// dism.exe /online /set-edition: asks for a key of the target and the accepted licence, and finishes at the next start
/// (learn.microsoft.com, "DISM Windows Edition-Servicing Command-Line Options").
/// </summary>
internal sealed class DismProgram(WindowsProfile windows, EditionServicing edition, Power power) : ISimulatedProgram
{
    private const int RestartNeeded = 3010;
    private const int InvalidParameter = 87;

    public IReadOnlyList<string> Names => ["dism"];

    public CallAnswer Answer(ProgramCall call)
    {
        var switches = new Switches(call.Arguments);
        if (switches.Has("get-currentedition"))
        {
            return Tell($"Current Edition : {edition.EditionId}");
        }

        if (switches.Has("get-targeteditions"))
        {
            return Tell($"Target Edition : {windows.Target.EditionIds[0]}");
        }

        return switches.Of("set-edition") is { } target ? Convert(target, switches) : Tell();
    }

    private CallAnswer Convert(string target, Switches switches)
    {
        var hasKey = ProductKey.TryParse(switches.Of("productkey") ?? "", out var key);
        if (!switches.Has("online") || !switches.Has("accepteula") || !hasKey || !windows.Fits(key!, target) || !edition.TryConvert(target))
        {
            return Printed.Lines(InvalidParameter, Head, "", "Error: 87", "", "The specified product key could not be validated, or the edition cannot be set.");
        }

        if (!switches.Has("norestart"))
        {
            power.Request(restart: true, by: "dism.exe");
        }

        return Printed.Lines(RestartNeeded, Head, "", "Starting to apply edition-specific settings...", "The operation completed successfully.", "Restart Windows to complete this operation.");
    }

    private const string Head = "Deployment Image Servicing and Management tool";

    private static CallAnswer Tell(params string[] lines) => Printed.Lines(0, [Head, "", .. lines, "", "The operation completed successfully."]);
}
