using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// A throw-away Windows with the one drive <c>C:</c>. Paths are relative to that drive and found whatever their case.
/// Machines share nothing and may run side by side; one machine does one thing at a time.
/// Wine is no sandbox: what is written against it (<c>start /unix</c>, <c>\\?\unix\</c>) is Linux's, as the user who rehearses.
/// </summary>
public sealed class WineMachine : IDisposable
{
    private readonly MachineFolder _folder;
    private readonly MachineFiles _files;
    private readonly MachinePower _power;

    private WineMachine(WineInstallation wine, MachineFolder folder, string overrides)
    {
        _folder = folder;
        _files = new MachineFiles(folder.DriveC);
        _power = new MachinePower(wine, folder, WineEnvironment.For(folder.Prefix, folder.Home, overrides));
    }

    /// <summary>Where on this host it is.</summary>
    internal string HostFolder => _folder.Path;

    /// <exception cref="ProvisionException">This build has no recorder, or there is no room (exit code 4).</exception>
    public static WineMachine Create(PrefixTemplate template, MachineSetup setup)
    {
        var recorder = RecorderProgram.Content;
        var folder = MachineFolder.Create();
        try
        {
            PrefixCopy.Write(template.Entries, folder.Prefix, setup.Registry);
            var overrides = RecordedPrograms.Place(new MachineFiles(folder.DriveC), setup.Programs, recorder);
            return new WineMachine(template.Wine, folder, overrides);
        }
        catch (Exception error)
        {
            folder.Dispose();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw MachineFolder.Failed(error);
            }

            throw;
        }
    }

    public void Write(ImagePath path, byte[] content) => _files.Write(path, content);

    /// <returns>The content, or null where there is no such file.</returns>
    public byte[]? Read(ImagePath path) => _files.Read(path);

    /// <summary>Deletes a file or a folder with all that is in it, if it is there.</summary>
    public void Delete(ImagePath path) => _files.Delete(path);

    /// <summary>The files directly in a folder, by name; none where there is no such folder.</summary>
    public IReadOnlyList<ImagePath> Files(ImagePath folder) => _files.Files(folder);

    /// <summary>Changes the registry between runs, as a restart of Windows or an edition's conversion might.</summary>
    public void SetRegistry(IReadOnlyList<RegistrySetting> settings)
    {
        ImagePath file = @"pkms\settings.reg";
        Write(file, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(RegistryScript.Of(settings))).ToArray());
        _power.RunPlain(MachineLayout.OnDrive(MachineLayout.RegistryEditor), "/S", MachineLayout.OnDrive(file));
        Delete(file);
    }

    /// <summary>
    /// Runs a command line by the machine's cmd.exe, as Windows Setup runs SetupComplete.cmd: <c>%SystemRoot%</c> and
    /// others are expanded, standard input is empty. Ends when the command and all that it has left in the background
    /// have ended, or at a bound.
    /// </summary>
    public MachineRun Run(string commandLine, ICallAnswerer answerer, RunBounds bounds, CancellationToken ct)
    {
        _power.On();
        var cmd = MachineLayout.OnDrive(MachineLayout.System32 / "cmd.exe");
        var launch = new Launch(
            MachineLayout.OnDrive(MachineLayout.Launcher), cmd, $"{cmd} /c {commandLine}", MachineLayout.OnDrive(MachineLayout.RealPrograms));
        return new MachineSupervision(_power, launch, new CallLog(answerer, bounds)).Run(ct);
    }

    /// <summary>What still runs that a script has started: nothing, after a run.</summary>
    internal string RunningScripts() => string.Join(", ", _power.Processes.NamesOfScripts());

    public void Dispose()
    {
        _power.Dispose();
        _folder.Dispose();
    }
}
