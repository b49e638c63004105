using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Interop.Posix;

namespace ProvisionKms.Imaging.Staging;

/// <summary>A new file beside its output, whose name it takes when it is published.</summary>
internal sealed class OutputDraft : IDisposable
{
    private const string Suffix = ".provision-kms-new";

    private readonly string _output;

    private OutputDraft(string output, bool keepExtension)
    {
        _output = output;
        Path = MarkedFile.NameFor(output, Suffix, keepExtension ? System.IO.Path.GetExtension(output) : "");
    }

    /// <summary>Where to write; nothing is there yet.</summary>
    public string Path { get; }

    /// <summary>Makes the folder of the output when it is absent. Through a link, the file that it leads to will be replaced.</summary>
    /// <param name="keepExtension">For who tells a virtual disk from a WIM by it, as DISM does.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static OutputDraft For(string output, bool keepExtension = false)
    {
        var full = System.IO.Path.GetFullPath(output);
        var draft = new OutputDraft(File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full, keepExtension);
        Directory.CreateDirectory(FolderOf(draft._output));
        RemoveLeftovers(draft._output);
        return draft;
    }

    /// <summary>Removes what a killed run left beside the same output. One that is at work has a living process.</summary>
    public static void RemoveLeftovers(string output) => MarkedFile.RemoveLeftovers(output, Suffix);

    /// <summary>The outputs of a folder beside which a run has, or has left, a draft.</summary>
    public static IEnumerable<string> OutputsWithOne(string folder) => MarkedFile.OutputsWithOne(folder, Suffix);

    /// <exception cref="ProvisionException">The draft could not take the output's name.</exception>
    public void Publish()
    {
        try
        {
            Flush();
            KeepOwnerAndMode();
            Rename();
            Durability.SyncDirectory(FolderOf(_output));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.CommitFailed, $"cannot publish: {error.Message}", new SourceSpan(_output), HostFile.IsHeldByAnother(error) ? HostFile.HeldHint : Codes.CommitFailed.Hint, error);
        }
    }

    public void Dispose()
    {
        if (File.Exists(Path))
        {
            HostFile.Delete(Path);
        }
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(path)!;

    /// <summary>Before the rename, or a power cut could leave the new name on an empty file. Costs nothing when it was done before.</summary>
    private void Flush()
    {
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Windows refuses it while another program has the output open, and that one is named then.</summary>
    private void Rename()
    {
        if (OperatingSystem.IsWindows())
        {
            HostFile.Rename(Path, _output);
        }
        else
        {
            File.Move(Path, _output, overwrite: true);
        }
    }

    /// <summary>A file that is replaced keeps both, as if it had been written to.</summary>
    private void KeepOwnerAndMode()
    {
        if ((OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) && File.Exists(_output))
        {
            FileMetadata.Copy(_output, Path);
        }
    }
}
