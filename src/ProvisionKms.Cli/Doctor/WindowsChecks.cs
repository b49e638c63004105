using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging;

namespace ProvisionKms.Cli.Doctor;

/// <summary>What the DISM backend needs of a Windows machine, judged from facts alone.</summary>
internal static class WindowsChecks
{
    public static IEnumerable<Check> Of(WindowsFacts facts)
    {
        yield return Administrator(facts.IsAdministrator);
        yield return Dism(facts);
        yield return LongPaths(facts);
        yield return Mounts(facts);
    }

    private static Check Administrator(bool isAdministrator) => isAdministrator
        ? new Check("administrator", "elevated", Needed: true)
        : new Check("administrator", "not elevated; needed to mount and service images", Needed: true,
            new Diagnostic(Codes.ElevationNeeded, "this process is not elevated, and DISM services images for administrators only", Hint: Codes.ElevationNeeded.Hint));

    private static Check Dism(WindowsFacts facts) => facts.Dism is { } dism
        ? new Check("DISM", $"{dism.Version ?? "version unknown"}, {dism.Origin} ({dism.File}); for images as old or older", Needed: true)
        : new Check("DISM", "not there; needed for WIM files, disks and directories", Needed: true,
            new Diagnostic(Codes.DismMissing, Codes.DismMissing.Title, Hint: Codes.DismMissing.Hint));

    /// <summary>https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation</summary>
    private static Check LongPaths(WindowsFacts facts) => facts.LongPaths switch
    {
        true => new Check("long paths", "enabled", Needed: false),
        null => new Check("long paths", "unknown", Needed: false),
        _ => new Check("long paths", "not enabled", Needed: false,
            new Diagnostic(Codes.LongPathsOff, $"paths of more than 260 characters are not enabled, and images are mounted below {facts.TemporaryFolder}", Hint: Codes.LongPathsOff.Hint)),
    };

    /// <summary>Those of others are only named: they may be at work.</summary>
    private static Check Mounts(WindowsFacts facts)
    {
        var where = $"{Path.TrimEndingDirectorySeparator(facts.TemporaryFolder)}{Path.DirectorySeparatorChar}provision-kms-mount-*, best left out of antivirus scans";
        if (facts.Mounts is not { } mounts)
        {
            return new Check("mounted images", $"not asked for; ours are in {where}", Needed: false);
        }

        var found = mounts.Count == 0 ? $"none; ours are in {where}" : string.Join("; ", mounts.Select(Shown));
        var left = mounts.Where(m => m.IsLeftover).ToList();
        return left.Count == 0
            ? new Check("mounted images", found, Needed: false)
            : new Check("mounted images", found, Needed: false,
                new Diagnostic(Codes.MountsLeftOver, $"a killed run left {string.Join(", ", left.Select(m => m.Folder))}",
                    Hint: $"`provision-kms doctor --repair \"{left[0].Image}\"` unmounts it, and so does the next apply"));
    }

    private static string Shown(MountedImage mount) =>
        $"{mount.Image} in {mount.Folder}{(mount.IsLeftover ? ", left by a killed run" : "")}{(mount.IsBroken ? ", broken" : "")}";
}
