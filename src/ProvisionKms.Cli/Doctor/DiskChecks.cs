using ProvisionKms.Cli.Terminals;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Doctor;

/// <summary>The disks that the work needs: where hives are unpacked, and where the user stands.</summary>
internal static class DiskChecks
{
    /// <summary>A few SOFTWARE hives with their copies; each is 60-90 MB on a current server.</summary>
    private const long TemporarySpace = 1L << 30;

    private static readonly string[] s_sharingFileSystems = ["btrfs", "xfs", "bcachefs", "ocfs2", "ReFS"];

    public static IEnumerable<Check> All()
    {
        yield return TemporaryFolder(Path.GetTempPath());
        yield return CurrentFolder(Directory.GetCurrentDirectory());
    }

    private static Check TemporaryFolder(string folder)
    {
        const string Name = "temporary files";
        try
        {
            var probe = Path.Combine(folder, $"provision-kms-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Check(Name, $"{folder} cannot be written", Needed: true,
                new Diagnostic(Codes.TemporaryFolderUnusable, $"temporary files cannot be written to {folder}",
                    Hint: "set TMPDIR (on Windows: TEMP) to a folder that can be written"));
        }

        return DiskOf(folder) is { } disk ? Room(Name, folder, disk.AvailableFreeSpace) : new Check(Name, folder, Needed: true);
    }

    internal static Check Room(string name, string folder, long free)
    {
        var found = $"{folder}, {ByteSize.Of(free)} free";
        return free >= TemporarySpace
            ? new Check(name, found, Needed: true)
            : new Check(name, found, Needed: true,
                new Diagnostic(Codes.SpaceLow, $"{folder} has only {ByteSize.Of(free)} free",
                    Hint: $"{ByteSize.Of(TemporarySpace)} is enough for every image; set TMPDIR to a folder on another disk"));
    }

    /// <summary>Only told: an image can be elsewhere, and a full disk is noticed before anything is lost.</summary>
    private static Check CurrentFolder(string folder)
    {
        if (DiskOf(folder) is not { } disk)
        {
            return new Check("current folder", "on a network share; an output is a full copy of its source", Needed: false);
        }

        var format = FormatOf(disk);
        var sharing = s_sharingFileSystems.Contains(format, StringComparer.OrdinalIgnoreCase)
            ? "shares blocks: an output beside its source can be a fast copy"
            : "an output is a full copy of its source";
        return new Check("current folder", $"{format}, {ByteSize.Of(disk.AvailableFreeSpace)} free; {sharing}", Needed: false);
    }

    /// <summary>Null for a network share on Windows: only what has a drive letter is a disk there.</summary>
    private static DriveInfo? DiskOf(string folder) =>
        OperatingSystem.IsWindows() && folder.StartsWith(@"\\", StringComparison.Ordinal) ? null : new DriveInfo(folder);

    /// <summary>Where the root itself is in no list of mounts, as in a chroot, .NET knows no format.</summary>
    private static string FormatOf(DriveInfo disk)
    {
        try
        {
            return disk.DriveFormat;
        }
        catch (DriveNotFoundException)
        {
            return "file system unknown";
        }
    }
}
