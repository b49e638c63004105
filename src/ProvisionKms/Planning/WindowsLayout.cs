using ProvisionKms.Catalog;
using ProvisionKms.FirstBoot;
using ProvisionKms.FirstBoot.GroupPolicy;
using ProvisionKms.Images;

namespace ProvisionKms.Planning;

/// <summary>
/// Where Windows keeps what we read and write: every path, registry key and value name, once. Paths are relative to the
/// image's root, keys to the root of their hive.
/// </summary>
public static class WindowsLayout
{
    public static readonly ImagePath WindowsFolder = "Windows";

    /// <summary>
    /// Run by Windows Setup as local system after the installation, before the logon screen.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/add-a-custom-script-to-windows-setup
    /// </summary>
    public static readonly ImagePath SetupScripts = @"Windows\Setup\Scripts";

    public static readonly ImagePath SetupComplete = SetupScripts / "SetupComplete.cmd";

    /// <summary>
    /// The cached answer file, and the documented place for one in an offline image: "create or edit
    /// \Windows\Panther\unattend.xml".
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
    /// </summary>
    public static readonly ImagePath PantherAnswerFile = @"Windows\Panther\unattend.xml";

    /// <summary>The place below the cache in precedence that every pass but windowsPE and offlineServicing searches.</summary>
    public static readonly ImagePath SysprepAnswerFile = @"Windows\System32\Sysprep\unattend.xml";

    /// <summary>
    /// The documented implicit search order, as far as it lies inside an image (removable media are not in one), highest
    /// precedence first. The registry pointer <see cref="AnswerFilePointerName"/> comes before all of them.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-automation-overview
    /// </summary>
    public static readonly IReadOnlyList<AnswerFilePlace> AnswerFilePlaces =
    [
        new(@"Windows\Panther\Unattend\Unattend.xml", DownlevelOnly: true),
        new(@"Windows\Panther\Unattend\Autounattend.xml", DownlevelOnly: true),
        new(PantherAnswerFile),
        new(SysprepAnswerFile),
        new("unattend.xml"),
        new("autounattend.xml"),
    ];

    public static readonly ImagePath SoftwareHive = @"Windows\System32\config\SOFTWARE";

    public static readonly ImagePath SystemHive = @"Windows\System32\config\SYSTEM";

    /// <summary>SYSTEM hive: what Setup is doing, and the answer file that it was started with.</summary>
    public const string SetupKey = "Setup";

    /// <summary>Place 1 of the search order.</summary>

    public const string AnswerFilePointerName = "UnattendFile";

    /// <summary>SOFTWARE hive: EditionID, CompositionEditionID, InstallationType and the build.</summary>
    public const string CurrentVersionKey = @"Microsoft\Windows NT\CurrentVersion";

    /// <summary>
    /// SOFTWARE hive: how far Windows Setup has come.
    /// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-states
    /// </summary>
    public const string SetupStateKey = @"Microsoft\Windows\CurrentVersion\Setup\State";

    public const string ImageStateName = "ImageState";

    /// <summary>The same state in a file; see <see cref="SetupStateKey"/>.</summary>
    public static readonly ImagePath SetupStateFile = @"Windows\Setup\State\State.ini";

    /// <summary>SYSTEM hive: what Sysprep and the programs of Setup noted.</summary>
    public const string SetupStatusKey = @"Setup\Status";

    /// <summary>
    /// SOFTWARE hive: a domain member with 1 here reads no local Group Policy.
    /// https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-grouppolicy#disablelgpoprocessing
    /// </summary>
    public const string SystemPoliciesKey = @"Policies\Microsoft\Windows\System";

    public const string LocalPolicyIgnoredName = "DisableLGPOProcessing";

    /// <summary>
    /// Licence files, a folder for each edition: named after the EditionID since NT 6.2, with a prefix before; NT 6.0 keeps
    /// them elsewhere, as its licensing service is another one.
    /// </summary>
    public static readonly IReadOnlyList<LicenceFolder> LicenceFolders =
    [
        new(@"Windows\System32\spp\tokens\skus", "Security-SPP-Component-SKU-"),
        new(@"Windows\System32\licensing\skus", "Security-Licensing-SLC-Component-SKU-"),
    ];

    public const string KmsHostName = "KeyManagementServiceName";

    /// <summary>REG_SZ like the name, although it is a number.</summary>
    public const string KmsPortName = "KeyManagementServicePort";

    /// <summary>
    /// SOFTWARE hive: the KMS client's settings. NT 6.0 has them under SL ("Volume Activation 2.0 Operations Guide"), later
    /// versions under SoftwareProtectionPlatform.
    /// https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/dn502532(v=ws.11)
    /// </summary>
    public static string KmsKey(string ntVersion) =>
        CurrentVersionKey + (ntVersion == "6.0" ? @"\SL" : @"\SoftwareProtectionPlatform");

    /// <summary>Where the servicing stack puts and removes the parts of Windows.</summary>
    public static readonly IReadOnlyList<ImagePath> ServicedFolders =
        [WindowsFolder, "Program Files", "Program Files (x86)", "ProgramData", @"Users\Default", @"Users\Public"];

    /// <summary>What an answer file must serve when no image says it: those that the release was made for.</summary>
    public static IReadOnlyList<string> Architectures(CatalogEdition edition) => edition switch
    {
        _ when edition.EditionIds.Contains("ServerEnterpriseIA64") => ["ia64"],
        { IsServer: true, NtVersion: "6.0" } => ["amd64", "x86"],
        { IsServer: true } => ["amd64"],
        { NtVersion: "10.0" } => edition.Product == "windows-11" ? ["amd64", "arm64"] : ["amd64", "x86", "arm64"],
        _ => ["amd64", "x86"],
    };

    /// <summary>Scripts that run as local system, and the folders that hold nothing else.</summary>
    public static IReadOnlyList<ImagePath> RunAsSystem { get; } =
        [SetupScripts.Parent, SetupScripts, SetupComplete, Payload.Folder, .. Payload.Paths, StartupScript.ScriptFile, StartupScript.ListFile];

    /// <summary>The files that edits are merged into or compared with.</summary>
    public static IReadOnlyList<ImagePath> FilesOfInterest { get; } =
    [
        .. AnswerFilePlaces.Select(p => p.Path),
        SetupComplete,
        .. Payload.Paths,
        StartupScript.ScriptFile,
        StartupScript.ListFile,
        StartupScript.PolicyFile,
    ];
}

/// <summary>One place where Windows looks for an answer file.</summary>
/// <param name="DownlevelOnly">Searched only when Setup was not started from Windows PE.</param>
public sealed record AnswerFilePlace(ImagePath Path, bool DownlevelOnly = false);

/// <summary>Where licence files are, and what may come before the EditionID in the names of the folders there.</summary>
public sealed record LicenceFolder(ImagePath Path, string Prefix)
{
    public string EditionId(string folder) =>
        folder.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? folder[Prefix.Length..] : folder;
}
