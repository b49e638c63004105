using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>eventcreate.exe, with the limits that it is documented to have: types, and identifiers from 1 to 1000.</summary>
internal sealed class EventCreateProgram(EventLog log) : ISimulatedProgram
{
    private static readonly string[] Types = ["ERROR", "WARNING", "INFORMATION", "SUCCESS"];

    public IReadOnlyList<string> Names => ["eventcreate"];

    public CallAnswer Answer(ProgramCall call)
    {
        var switches = new Switches(call.Arguments);
        var type = switches.After("t")?.ToUpperInvariant() ?? "";
        if (switches.Number("id") is not (>= 1 and <= 1000 and var id) || !Types.Contains(type) || switches.After("d") is not { Length: > 0 } text)
        {
            return Printed.Lines(1, "ERROR: Invalid syntax. Type \"EVENTCREATE /?\" for usage.");
        }

        log.Write(new EventEntry(switches.After("l") ?? "APPLICATION", switches.After("so") ?? "", type, id, text));
        return Printed.Succeeded($"SUCCESS: An event of type '{type}' was created in the '{switches.After("l")}' log with '{switches.After("so")}' as the source.");
    }
}
