using System.Diagnostics;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// Switches a machine on and off: its wineserver, an own one, and the few services that Wine starts with it. It stays
/// on between runs, because that start takes longer than all else.
/// </summary>
internal sealed class MachinePower(WineInstallation wine, MachineFolder folder, IReadOnlyDictionary<string, string> environment) : IDisposable
{
    /// <summary>Seconds that the server stays without programs; bounds what a killed rehearsal leaves behind.</summary>
    private const int ServerStays = 120;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private bool _on;

    public MachineProcesses Processes { get; } = MachineProcesses.Of(folder.Prefix);

    /// <exception cref="ProvisionException">Wine does not run in it (exit code 4).</exception>
    public void On()
    {
        if (_on && Processes.HasServer())
        {
            return;
        }

        StartServer();
        _on = true;
        var (exitCode, output) = RunToEnd([MachineLayout.OnDrive(MachineLayout.System32 / "cmd.exe"), "/c", "exit 7"]);
        if (exitCode != 7)
        {
            throw new ProvisionException(WineInstallation.Unusable($"cmd.exe ended with {exitCode} in Wine {wine.Version}", output));
        }
    }

    /// <summary>Runs a program of the machine itself, which is nobody's to record.</summary>
    public void RunPlain(params string[] command)
    {
        On();
        var (exitCode, output) = RunToEnd(command);
        if (exitCode != 0)
        {
            throw new ProvisionException(WineInstallation.Unusable($"{command[0]} ended with {exitCode} in Wine {wine.Version}", output));
        }
    }

    /// <summary>Starts a program with more variables than the machine's own.</summary>
    public Process Start(string program, IEnumerable<KeyValuePair<string, string>> variables) =>
        HostProgram.Start([.. wine.Command, program], new Dictionary<string, string>(environment.Concat(variables)), Path.Combine(folder.DriveC, "windows", "system32"));

    /// <summary>Ends what the scripts have started, at once; where that is in vain, the machine goes off.</summary>
    public void EndScripts()
    {
        if (!Processes.KillThoseOfScripts())
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        Processes.KillAll();
        _on = false;
    }

    /// <summary>It goes to the background by itself, once it can be reached.</summary>
    private void StartServer()
    {
        using var server = HostProgram.Start([wine.Server, $"--persistent={ServerStays}"], environment);
        if (!server.WaitForExit(s_limit) || server.ExitCode != 0)
        {
            throw new ProvisionException(WineInstallation.Unusable($"wineserver could not be started in Wine {wine.Version}", ""));
        }
    }

    private (int ExitCode, string Output) RunToEnd(string[] command) =>
        HostProgram.Run([.. wine.Command, .. command], environment, s_limit, CancellationToken.None);
}
