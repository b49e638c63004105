using ProvisionKms.Images;

namespace ProvisionKms.Imaging.Dism;

/// <summary>
/// What DISM itself changes in an image when a session is opened on it, or a product key set, whatever else is done. A
/// comparison of two images that DISM has served leaves these out; everything else must be the same.
/// </summary>
internal static class ServicingFootprint
{
    /// <summary>
    /// Hives are loaded, and written back with new sequence numbers; beside them lie their logs (.LOG, .LOG1, .LOG2,
    /// {GUID}.TM.blf, {GUID}.TMContainer….regtrans-ms). What is in them is checked value by value.
    /// </summary>
    private static readonly string[] Hives =
    [
        @"Windows\System32\config\SOFTWARE",
        @"Windows\System32\config\SYSTEM",
        @"Windows\System32\config\SECURITY",
        @"Windows\System32\config\SAM",
        @"Windows\System32\config\DEFAULT",
        @"Windows\System32\config\COMPONENTS",
        @"Windows\System32\config\DRIVERS",
        @"Windows\System32\config\BBI",
        @"Windows\System32\config\ELAM",
        @"Windows\System32\SMI\Store\Machine\SCHEMA.DAT",
        @"Users\Default\NTUSER.DAT",
    ];

    private static readonly string[] Folders =
    [
        // Of the kernel's transactions on hives.
        @"Windows\System32\config\TxR",

        // Logs of DISM and of the component servicing, and what they work with.
        @"Windows\Logs\DISM",
        @"Windows\Logs\CBS",
        @"Windows\CbsTemp",
        @"Windows\servicing\Sessions",

        // Where the licensing service of the image keeps product keys, since Windows 8 and before.
        @"Windows\System32\spp\store",
        @"Windows\ServiceProfiles\NetworkService\AppData\Roaming\Microsoft\SoftwareProtectionPlatform",
    ];

    /// <summary>Made where they are not there, for a folder of those above; what else is in them counts.</summary>
    private static readonly string[] Above = [@"Windows\Logs"];

    /// <summary>The files among them that hold something when a directory is served: what undoing must bring back.</summary>
    public static IReadOnlyList<ImagePath> OfDirectory { get; } =
    [
        .. from hive in (string[])["SOFTWARE", "SYSTEM", "SECURITY", "SAM", "DEFAULT", "COMPONENTS", "DRIVERS"]
           from suffix in (string[])["", ".LOG", ".LOG1", ".LOG2"]
           select ImagePath.Parse($@"Windows\System32\config\{hive}{suffix}"),
        @"Windows\System32\spp\store\2.0\data.dat",
        @"Windows\System32\spp\store\2.0\tokens.dat",
    ];

    public static bool Has(string path) =>
        Array.Exists(Hives, hive => IsOrGoesOn(path, hive, '.', '{')) || Array.Exists(Folders, folder => IsOrGoesOn(path, folder, '\\', '\\')) ||
        Above.Contains(path, StringComparer.OrdinalIgnoreCase);

    private static bool IsOrGoesOn(string path, string beginning, char next, char orNext) =>
        path.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) &&
        (path.Length == beginning.Length || path[beginning.Length] == next || path[beginning.Length] == orNext);
}
