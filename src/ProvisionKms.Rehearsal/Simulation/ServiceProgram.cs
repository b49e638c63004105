using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// sc.exe and net.exe, as far as the licensing service is concerned: it exists under the name of this version of
/// Windows only. All other services are believed to do what they are told.
/// </summary>
internal sealed class ServiceProgram(WindowsProfile windows, LicensingService licensing, VirtualClock clock) : ISimulatedProgram
{
    private const int AlreadyRunning = 1056;
    private const int DoesNotExist = 1060;

    public IReadOnlyList<string> Names => ["sc", "net", "net1"];

    public CallAnswer Answer(ProgramCall call)
    {
        var verb = call.Arguments.Count > 0 ? call.Arguments[0].ToUpperInvariant() : "";
        var service = call.Arguments.Count > 1 ? call.Arguments[1] : "";
        if (!service.Equals("sppsvc", StringComparison.OrdinalIgnoreCase) && !service.Equals("slsvc", StringComparison.OrdinalIgnoreCase))
        {
            return Printed.Silence;
        }

        if (!service.Equals(windows.LicensingServiceName, StringComparison.OrdinalIgnoreCase))
        {
            return Printed.Lines(DoesNotExist, "[SC] OpenService FAILED 1060:", "", "The specified service does not exist as an installed service.", "");
        }

        return verb switch
        {
            "QUERY" or "QUERYEX" => State(service, 0),
            "START" when licensing.IsReady && clock.Now > licensing.ReadyFrom =>
                Printed.Lines(call.Program == "sc" ? AlreadyRunning : 2, "An instance of the service is already running."),
            "START" => State(service, 0),
            _ => Printed.Silence,
        };
    }

    private CallAnswer State(string service, int exitCode) => Printed.Lines(
        exitCode,
        "",
        $"SERVICE_NAME: {service} ",
        "        TYPE               : 10  WIN32_OWN_PROCESS  ",
        licensing.IsReady ? "        STATE              : 4  RUNNING " : "        STATE              : 2  START_PENDING ",
        "                                (NOT_STOPPABLE, NOT_PAUSABLE, ACCEPTS_PRESHUTDOWN)",
        "        WIN32_EXIT_CODE    : 0  (0x0)",
        "        SERVICE_EXIT_CODE  : 0  (0x0)",
        "        CHECKPOINT         : 0x0",
        "        WAIT_HINT          : 0x0");
}
