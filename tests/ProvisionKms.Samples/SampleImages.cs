namespace ProvisionKms.Samples;

/// <summary>Images that tests and the demonstration start from.</summary>
public static class SampleImages
{
    public static SampleImage Server2019StandardCore { get; } = Of2019("ServerStandard", "Standard", core: true);

    public static SampleImage Server2019Standard { get; } = Of2019("ServerStandard", "Standard", core: false);

    public static SampleImage Server2019DatacenterCore { get; } = Of2019("ServerDatacenter", "Datacenter", core: true);

    public static SampleImage Server2019Datacenter { get; } = Of2019("ServerDatacenter", "Datacenter", core: false);

    /// <summary>The four images of the install.wim of a volume license medium, in its order.</summary>
    public static IReadOnlyList<SampleImage> Server2019 { get; } =
        [Server2019StandardCore, Server2019Standard, Server2019DatacenterCore, Server2019Datacenter];

    public static SampleImage Server2019StandardEvaluation { get; } = Of2019("ServerStandardEval", "Standard Evaluation", core: false);

    public static SampleImage Server2008Standard { get; } = new()
    {
        Name = "Windows Longhorn SERVERSTANDARD",
        EditionId = "ServerStandard",
        InstallationType = "Server",
        Build = 6002,
        ServicePackBuild = 18005,
        NtVersion = "6.0",
    };

    public static SampleImage Server2008R2Enterprise { get; } = new()
    {
        Name = "Windows Server 2008 R2 SERVERENTERPRISE",
        EditionId = "ServerEnterprise",
        InstallationType = "Server",
        Build = 7601,
        ServicePackBuild = 17514,
        NtVersion = "6.1",
    };

    public static SampleImage Server2012R2Datacenter { get; } = new()
    {
        Name = "Windows Server 2012 R2 SERVERDATACENTER",
        EditionId = "ServerDatacenter",
        InstallationType = "Server",
        Build = 9600,
        ServicePackBuild = 17031,
        NtVersion = "6.3",
    };

    public static SampleImage Windows81Pro { get; } = new()
    {
        Name = "Windows 8.1 Pro",
        EditionId = "Professional",
        InstallationType = "Client",
        Build = 9600,
        ServicePackBuild = 17031,
        NtVersion = "6.3",
    };

    /// <summary>What boot.wim holds: no installable Windows.</summary>
    public static SampleImage WindowsPE { get; } = new()
    {
        Name = "Microsoft Windows PE (x64)",
        EditionId = "WindowsPE",
        InstallationType = "WindowsPE",
        Build = 17763,
        ServicePackBuild = 1,
        ImageState = null,
    };

    private static SampleImage Of2019(string editionId, string edition, bool core) => new()
    {
        Name = $"Windows Server 2019 {editionId.ToUpperInvariant()}{(core ? "CORE" : "")}",
        EditionId = editionId,
        InstallationType = core ? "Server Core" : "Server",
        Build = 17763,
        DisplayName = $"Windows Server 2019 {edition}{(core ? "" : " (Desktop Experience)")}",
        Flags = editionId + (core ? "Core" : ""),
    };
}
