using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>reg.exe: query, add and delete of values. The rest (load, import, …) is believed to have happened.</summary>
internal sealed class RegProgram(SimulatedRegistry registry) : ISimulatedProgram
{
    public IReadOnlyList<string> Names => ["reg"];

    public CallAnswer Answer(ProgramCall call)
    {
        if (call.Arguments is not [var verb, var key, ..])
        {
            return Printed.Silence;
        }

        var switches = new Switches(call.Arguments);
        var name = switches.Has("ve") ? "(Default)" : switches.After("v");
        return verb.ToUpperInvariant() switch
        {
            "QUERY" => Query(key, name),
            "ADD" => Add(key, name, switches),
            "DELETE" => registry.Delete(key, name) ? Done : NotFound,
            _ => Printed.Silence,
        };
    }

    private static CallAnswer Done => Printed.Succeeded("The operation completed successfully.");

    private static CallAnswer NotFound =>
        Printed.Lines(1, "ERROR: The system was unable to find the specified registry key or value.");

    private CallAnswer Query(string key, string? name)
    {
        var values = registry.Values(key).Where(v => name is null || v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return values.Count == 0 && (name is not null || !registry.HasKey(key))
            ? NotFound
            : Printed.Lines(0, ["", SimulatedRegistry.Full(key), .. values.Select(v => $"    {v.Name}    {v.Type}    {v.Text}"), ""]);
    }

    private CallAnswer Add(string key, string? name, Switches switches)
    {
        var type = switches.After("t") ?? "REG_SZ";
        var data = switches.After("d") ?? "";
        if (type.Equals("REG_DWORD", StringComparison.OrdinalIgnoreCase) && int.TryParse(data, out var number))
        {
            registry.Set(key, name ?? "(Default)", number);
        }
        else
        {
            registry.Set(key, name ?? "(Default)", data, type.ToUpperInvariant());
        }

        return Done;
    }
}
