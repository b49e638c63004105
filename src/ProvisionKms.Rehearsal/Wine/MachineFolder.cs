using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Rehearsal.Wine;

/// <summary>
/// The folder of a machine, for this user alone, among the temporary files. Its name carries our process id: what a
/// killed run left, files and processes, is removed by the next one.
/// </summary>
internal sealed class MachineFolder : IDisposable
{
    private const string NamePrefix = "provision-kms-machine-";

    private MachineFolder(string path) => Path = path;

    public string Path { get; }

    public string Prefix => System.IO.Path.Combine(Path, "prefix");

    /// <summary>The home folder of what runs in it.</summary>
    public string Home => System.IO.Path.Combine(Path, "home");

    public string DriveC => System.IO.Path.Combine(Prefix, "drive_c");

    public static MachineFolder Create() => Create(System.IO.Path.GetTempPath());

    internal static MachineFolder Create(string parent)
    {
        try
        {
            RemoveLeftovers(parent);
            var folder = new MachineFolder(NewPrivateFolder(parent));
            Directory.CreateDirectory(folder.Prefix);
            Directory.CreateDirectory(folder.Home);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(error);
        }
    }

    public static ProvisionException Failed(Exception error) =>
        new(Codes.MachineUnusable, $"cannot set up a Windows for the rehearsal: {error.Message}", new SourceSpan(System.IO.Path.GetTempPath()), Codes.MachineUnusable.Hint, error);

    /// <summary>Ends all that runs in it and removes it.</summary>
    public void Dispose() => Remove(Path);

    private static string NewPrivateFolder(string parent)
    {
        var name = $"{NamePrefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var path = System.IO.Path.Combine(parent, name);
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static void RemoveLeftovers(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, NamePrefix + "*"))
        {
            var id = System.IO.Path.GetFileName(folder)[NamePrefix.Length..].Split('-')[0];
            if (int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process))
            {
                Remove(folder);
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        var prefix = System.IO.Path.Combine(folder, "prefix");
        MachineProcesses.Of(prefix).KillAll();
        try
        {
            RemoveServerFolder(prefix);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's leftover, or one that another run is removing just now: theirs to remove.
        }
    }

    /// <summary>A wineserver that is killed leaves its socket; Debian's names the folder in a file of the prefix.</summary>
    private static void RemoveServerFolder(string prefix)
    {
        var pointer = System.IO.Path.Combine(prefix, "wineserver");
        if (File.Exists(pointer) && File.ReadAllText(pointer).Trim() is { Length: > 5 } name && name.StartsWith("wine-", StringComparison.Ordinal) && !name.Contains('/'))
        {
            var folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
