using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using ProvisionKms.Imaging.Interop.Posix;
using ProvisionKms.Imaging.Staging;

namespace ProvisionKms.Imaging.Disks;

/// <summary>
/// The private folder of a keeper: what it serves and mounts lies there, so nothing in it is ever removed recursively. Its
/// name carries the process id of the session: a later run ends and removes what outlived a killed one.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DiskFolder
{
    private const string Prefix = "provision-kms-disk-";

    private static readonly TimeSpan KeeperNeeds = TimeSpan.FromSeconds(15);

    private DiskFolder(string path) => Path = path;

    internal string Path { get; }

    internal string this[string name] => System.IO.Path.Combine(Path, name);

    internal static DiskFolder Make()
    {
        RemoveLeftovers();
        var made = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
        return new DiskFolder(RealPath(made));
    }

    internal string Read(string name) => File.Exists(this[name]) ? File.ReadAllText(this[name]) : "";

    /// <param name="process">Whose view of the file system counts.</param>
    internal static bool IsMounted(string path, int process) => Mounts(process).Contains(path);

    internal static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            // Anybody may make such a name there, also as a link to a folder that is not theirs.
            if (PosixStatus.IsOwnDirectory(folder) && ProcessMark.IsGone(System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], folder))
            {
                new DiskFolder(RealPath(folder)).Remove();
            }
        }
    }

    /// <summary>The keeper does it; where it has been killed too, we do.</summary>
    internal void Remove()
    {
        try
        {
            for (var clock = Stopwatch.StartNew(); Directory.Exists(Path) && Keeper() is not null && clock.Elapsed < KeeperNeeds;)
            {
                Thread.Sleep(20);
            }

            if (Directory.Exists(Path))
            {
                if (Keeper() is { } keeper)
                {
                    End(keeper);
                }

                Array.ForEach([.. Mounts(Environment.ProcessId).Where(IsIn).Reverse()], Unmount);

                // Of a namespace the mounts go with its last process.
                Array.ForEach(Inhabitants(), End);
                Array.ForEach([.. Mounts(Environment.ProcessId).Where(IsIn).Reverse()], Unmount);
                RemoveFiles();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another run is removing it just now.
        }
    }

    private void RemoveFiles()
    {
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos())
        {
            // Not recursive: a folder that is not empty is a mount that would not go.
            entry.Delete();
        }

        Directory.Delete(Path);
    }

    private bool IsIn(string mount) => mount.StartsWith(Path + "/", StringComparison.Ordinal);

    /// <summary>The process of the file that holds its id, if it still is that one.</summary>
    private int? Keeper() =>
        int.TryParse(Read("keeper.pid"), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var id) && IsHere(id) ? id : null;

    /// <summary>The keeper, the daemon and the servers of volumes work in the folder, and nobody else has a reason to.</summary>
    private int[] Inhabitants() =>
        [.. Directory.EnumerateDirectories("/proc").Select(p => int.TryParse(System.IO.Path.GetFileName(p), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0 && IsHere(id))];

    private bool IsHere(int process)
    {
        try
        {
            return new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cwd")).LinkTarget == Path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    private static void Unmount(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("umount", ["-l", "-q", path]));
        process!.WaitForExit();
    }

    /// <summary>As the kernel spells them, where blanks are octal.</summary>
    private static List<string> Mounts(int process) =>
        [.. File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/mounts")).Select(line => line.Split(' ')[1].Replace(@"\040", " ", StringComparison.Ordinal))];

    /// <summary>The list of mounts knows no links.</summary>
    private static string RealPath(string folder) =>
        new DirectoryInfo(folder).Parent is { } parent && parent.ResolveLinkTarget(returnFinalTarget: true) is { } real
            ? System.IO.Path.Combine(real.FullName, System.IO.Path.GetFileName(folder))
            : folder;
}
