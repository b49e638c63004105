namespace ProvisionKms.Planning;

/// <summary>
/// Names in the XML description of a WIM, below IMAGE. DISM and Windows Setup read EDITIONID and INSTALLATIONTYPE; an image
/// without them fails with "Setup failed to validate the product key".
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/dism-image-management-command-line-options-s14
/// </summary>
public static class ImageProperties
{
    public const string Name = "NAME";
    public const string Flags = "FLAGS";
    public const string EditionId = "WINDOWS/EDITIONID";
    public const string InstallationType = "WINDOWS/INSTALLATIONTYPE";
    public const string Architecture = "WINDOWS/ARCH";
    public const string Major = "WINDOWS/VERSION/MAJOR";
    public const string Minor = "WINDOWS/VERSION/MINOR";
    public const string Build = "WINDOWS/VERSION/BUILD";
    public const string ServicePackBuild = "WINDOWS/VERSION/SPBUILD";
    public const string ImageState = "WINDOWS/SERVICINGDATA/IMAGESTATE";

    /// <summary>What must be the same after an apply, but for the repairs that were planned.</summary>
    public static readonly IReadOnlyList<string> Compared =
    [
        Name, "DESCRIPTION", "DISPLAYNAME", "DISPLAYDESCRIPTION", Flags, EditionId, InstallationType, Architecture,
        Major, Minor, Build, ServicePackBuild, "WINDOWS/VERSION/SPLEVEL", "WINDOWS/PRODUCTNAME", "WINDOWS/PRODUCTTYPE",
        "WINDOWS/PRODUCTSUITE", "WINDOWS/HAL", "WINDOWS/SYSTEMROOT", "WINDOWS/LANGUAGES/LANGUAGE", "WINDOWS/LANGUAGES/DEFAULT",
        ImageState, "CREATIONTIME/HIGHPART", "CREATIONTIME/LOWPART", "WIMBOOT",
    ];

    /// <summary>What a capturing or servicing tool takes from the Windows inside; the rest is the user's own text.</summary>
    public static readonly IReadOnlyList<string> OfWindows = [.. Compared.Where(p => p == Flags || p.StartsWith("WINDOWS/", StringComparison.Ordinal))];

    /// <summary>PROCESSOR_ARCHITECTURE_* of winnt.h, as the XML has it, to the name that answer files use.</summary>
    public static string? ArchitectureName(string? number) => number switch
    {
        "0" => "x86",
        "5" => "arm",
        "6" => "ia64",
        "9" => "amd64",
        "12" => "arm64",
        _ => null,
    };
}
