using System.Text;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;
using ProvisionKms.Rehearsal.Wine;

namespace ProvisionKms.Rehearsal.Scenarios;

/// <summary>
/// Runs the commands of an answer file as Windows Setup does in the specialize pass: variables are expanded, then each is
/// started as it stands, whatever came of the one before. That is done once: what they have put into place is
/// then rehearsed like the scripts of an image.
/// </summary>
internal sealed class SpecializePass(PrefixTemplate template)
{
    private static readonly ImagePath Commands = @"pkms\specialize.txt";
    private static readonly ImagePath Batch = @"pkms\specialize.cmd";

    /// <summary>A command stands in a variable, so the cmd.exe that starts it reads nothing in it.</summary>
    private const string Starter = "@echo off\r\nfor /f \"usebackq delims=\" %%A in (\"C:\\pkms\\specialize.txt\") do %%A\r\nexit /b 0\r\n";

    /// <summary>Some hundred commands carry the scripts.</summary>
    private static readonly RunBounds Bounds = new(TimeSpan.FromMinutes(1), 5000, TimeSpan.FromHours(1));

    private static readonly (string Name, string Value)[] Variables =
    [
        ("%SystemRoot%", @"C:\windows"), ("%windir%", @"C:\windows"), ("%SystemDrive%", "C:"),
        ("%ProgramFiles%", @"C:\Program Files"), ("%ProgramData%", @"C:\ProgramData"),
    ];

    /// <returns>The subject with what its commands installed; as it was when there are none.</returns>
    public Subject Install(Subject subject, CancellationToken cancellation)
    {
        var scripts = subject.Scripts;
        if (scripts.Specialize.Count == 0)
        {
            return subject;
        }

        using var machine = WineMachine.Create(template, new MachineSetup([], [.. StandardPrograms.Names, .. scripts.Programs]));
        machine.Write(Commands, Encoding.Latin1.GetBytes(string.Concat(scripts.Specialize.Select(c => Expand(c) + "\r\n"))));
        machine.Write(Batch, Encoding.ASCII.GetBytes(Starter));
        machine.Run($@"C:\{Batch}", new SimulatedWindows(subject.Windows, machine.Read), Bounds, cancellation);
        ImagePath[] folders = [WindowsLayout.SetupScripts, Payload.Folder];
        var files = folders.SelectMany(machine.Files).Select(path => new PayloadFile(path, machine.Read(path)!)).ToList();
        return subject with { Scripts = scripts with { Files = files, Specialize = [] } };
    }

    private static string Expand(string command) =>
        Variables.Aggregate(command, (text, variable) => text.Replace(variable.Name, variable.Value, StringComparison.OrdinalIgnoreCase));
}
