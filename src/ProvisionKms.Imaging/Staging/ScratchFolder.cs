using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Staging;

/// <summary>
/// A folder for extracted and staged files, for this user only because a MAK may be in them. Its name carries the process
/// id: a later run removes what a killed one left.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "provision-kms-scratch-";

    public ScratchFolder()
    {
        Path = System.IO.Path.GetTempPath();
        Use(RemoveLeftovers);
        Use(() => Path = Make());
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
            if (ProcessMark.IsGone(id, folder))
            {
                Remove(folder);
            }
        }
    }

    private static string Make()
    {
        var name = $"{Prefix}{Environment.ProcessId}-";
        if (!OperatingSystem.IsWindows())
        {
            return Directory.CreateTempSubdirectory(name).FullName;
        }

        // There .NET leaves it to the folder above who may look into it.
        var folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name + System.IO.Path.GetRandomFileName());
        HostFile.MakePrivateDirectory(folder);
        return folder;
    }

    private static void Remove(string folder)
    {
        try
        {
            HostFile.DeleteTree(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's leftover, or one that another run is removing just now: theirs to remove.
        }
    }
}
