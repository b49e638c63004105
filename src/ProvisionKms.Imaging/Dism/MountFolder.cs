using System.Globalization;
using System.Text.RegularExpressions;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// An empty folder to mount an image in, <c>provision-kms-mount-PROCESS-NUMBER</c>, with a file beside it that the process holds
/// open as long as it lives. By the name we know that a mount is ours, and by the file whether it is in use.
/// </summary>
internal sealed partial class MountFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private static int s_last;
    private readonly FileStream _lock;

    private MountFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <exception cref="ProvisionException">The folder for temporary files cannot be used.</exception>
    public static MountFolder Create()
    {
        var root = System.IO.Path.GetTempPath();
        try
        {
            while (true)
            {
                var number = Interlocked.Increment(ref s_last);
                var path = System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"provision-kms-mount-{Environment.ProcessId}-{number}"));
                if (!System.IO.Path.Exists(path) && TryLock(path, FileMode.CreateNew) is { } @lock)
                {
                    Directory.CreateDirectory(path);
                    return new MountFolder(path, @lock);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionException(Codes.ScratchFolderUnusable, $"cannot make a folder to mount in: {error.Message}",
                new SourceSpan(root), Codes.ScratchFolderUnusable.Hint, error);
        }
    }

    /// <summary>Whether the folder has a name that only we give.</summary>
    public static bool IsOurs(string path) => Name().IsMatch(System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(path)));

    /// <summary>Takes over what a process left that has ended; null when it lives, or the folder is another's.</summary>
    public static MountFolder? TakeOver(string path)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(path);
        if (!IsOurs(folder))
        {
            return null;
        }

        try
        {
            return TryLock(folder, FileMode.OpenOrCreate) is { } @lock ? new MountFolder(folder, @lock) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Folders of ours in the folder for temporary files, and those of which only the lock is there.</summary>
    public static IEnumerable<string> All() =>
        Directory.EnumerateFileSystemEntries(System.IO.Path.GetTempPath(), "provision-kms-mount-*")
            .Select(entry => entry.EndsWith(LockSuffix, StringComparison.Ordinal) ? entry[..^LockSuffix.Length] : entry)
            .Distinct()
            .Where(IsOurs)
            .ToList();

    /// <summary>Removes folder and lock; only for a folder in which nothing is mounted.</summary>
    /// <returns>False when the folder is still there.</returns>
    public bool Remove()
    {
        try
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        var name = _lock.Name;
        Dispose();
        try
        {
            File.Delete(name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody looks whether it is free just now, and will remove it.
        }

        return true;
    }

    /// <summary>Lets go of what is left, for a later run to take over.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string folder, FileMode mode)
    {
        try
        {
            return new FileStream(folder + LockSuffix, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(folder + LockSuffix))
        {
            return null;
        }
    }

    [GeneratedRegex(@"\Aprovision-kms-mount-[0-9]+-[0-9]+\z")]
    private static partial Regex Name();
}
