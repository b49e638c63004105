using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>
/// ping.exe, which scripts use to wait (one second between echoes of the own machine) and to see whether a name is known.
/// A KMS host does not answer it: firewalls of providers let TCP 1688 through and no echo.
/// </summary>
internal sealed class PingProgram(Network network) : ISimulatedProgram
{
    private const int DefaultCount = 4;

    private static readonly string[] WithValue = ["n", "w", "l", "i", "v", "r", "s", "j", "k", "c"];

    public IReadOnlyList<string> Names => ["ping"];

    public CallAnswer Answer(ProgramCall call)
    {
        var switches = new Switches(call.Arguments);
        var host = Host(call.Arguments);
        if (IsOwn(host))
        {
            var count = switches.Number("n") ?? DefaultCount;
            return Printed.Succeeded($"Reply from {host}: bytes=32 time<1ms TTL=128") with { Takes = TimeSpan.FromSeconds(Math.Max(0, count - 1)) };
        }

        if (network.Resolve(host) is not { } address)
        {
            return Printed.Lines(1, $"Ping request could not find host {host}. Please check the name and try again.");
        }

        var shown = address == host ? host : $"{host} [{address}]";
        return Printed.Lines(1, "", $"Pinging {shown} with 32 bytes of data:", "Request timed out.");
    }

    /// <summary>The host may stand before or after the switches.</summary>
    private static string Host(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not ['-' or '/', .. var name])
            {
                return arguments[i];
            }

            i += WithValue.Contains(name, StringComparer.OrdinalIgnoreCase) ? 1 : 0;
        }

        return "";
    }

    private static bool IsOwn(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host == "::1" || host.StartsWith("127.", StringComparison.Ordinal);
}
