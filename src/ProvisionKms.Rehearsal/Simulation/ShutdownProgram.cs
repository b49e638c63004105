using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>shutdown.exe: notes what was asked for. The restart itself comes when the script has ended.</summary>
internal sealed class ShutdownProgram(Power power) : ISimulatedProgram
{
    public IReadOnlyList<string> Names => ["shutdown"];

    public CallAnswer Answer(ProgramCall call)
    {
        var switches = new Switches(call.Arguments);
        if (switches.Has("a"))
        {
            power.Abort();
        }
        else if (switches.Has("r") || switches.Has("g") || switches.Has("s") || switches.Has("p"))
        {
            power.Request(switches.Has("r") || switches.Has("g"), call.CommandLine);
        }

        return Printed.Silence;
    }
}
