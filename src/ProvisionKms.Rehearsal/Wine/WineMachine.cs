using ProvisionKms.Images;
using ProvisionKms.Rehearsal.Recording;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// A throw-away Windows with the one drive <c>C:</c>. Paths are relative to that drive and found whatever their case.
/// </summary>
public sealed class WineMachine : IDisposable
{
    private WineMachine()
    {
    }

    public static WineMachine Create(PrefixTemplate template, MachineSetup setup) => throw new NotSupportedException();

    public void Write(ImagePath path, byte[] content) => throw new NotSupportedException();

    /// <returns>The content, or null where there is no such file.</returns>
    public byte[]? Read(ImagePath path) => throw new NotSupportedException();

    /// <summary>Deletes a file or a folder with all that is in it, if it is there.</summary>
    public void Delete(ImagePath path) => throw new NotSupportedException();

    /// <summary>The files directly in a folder; none where there is no such folder.</summary>
    public IReadOnlyList<ImagePath> Files(ImagePath folder) => throw new NotSupportedException();

    /// <summary>Changes the registry of a machine that has run already, as a restart of Windows might.</summary>
    public void SetRegistry(IReadOnlyList<RegistrySetting> settings) => throw new NotSupportedException();

    /// <summary>Runs a command line by the machine's cmd.exe; variables such as <c>%SystemRoot%</c> are expanded by it.</summary>
    public MachineRun Run(string commandLine, ICallAnswerer answerer, RunBounds bounds, CancellationToken ct) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }
}
