using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// A private folder for extracted and staged files, mode 0700 because a MAK may be in them. Its name carries the process
/// id: a later run removes what a killed one left.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "provision-kms-scratch-";

    public ScratchFolder()
    {
        Path = System.IO.Path.GetTempPath();
        Use(RemoveLeftovers);
        Use(() => Path = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName);
    }

    public string Path { get; private set; }

    public string NewFolder(params ReadOnlySpan<string> names)
    {
        var folder = names.ToArray().Aggregate(Path, System.IO.Path.Combine);
        Use(() => Directory.CreateDirectory(folder));
        return folder;
    }

    /// <summary>Does something with files in here; what fails is the folder's fault, and is said so.</summary>
    public void Use(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ScratchFolderUnusable, $"cannot write a temporary file: {error.Message}",
                new SourceSpan(Path), Codes.ScratchFolderUnusable.Hint, error);
        }
    }

    public void Dispose() => Remove(Path);

    public static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            var id = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (ProcessMark.IsGone(id))
            {
                Remove(folder);
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's leftover, or one that another run is removing just now: theirs to remove.
        }
    }
}
