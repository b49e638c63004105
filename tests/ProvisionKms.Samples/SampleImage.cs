namespace ProvisionKms.Samples;

/// <summary>
/// What one Windows image of a sample shall be, and what each source in it says about that. As it comes, all sources
/// agree; <c>with</c> makes them silent (null) or contradict each other.
/// </summary>
public sealed record SampleImage
{
    public required string Name { get; init; }

    public required string EditionId { get; init; }

    /// <summary>Server, Server Core, Client, WindowsPE.</summary>
    public required string InstallationType { get; init; }

    public required int Build { get; init; }

    public int ServicePackBuild { get; init; } = 1158;

    /// <summary>6.0, 6.1, 6.2, 6.3 or 10.0.</summary>
    public string NtVersion { get; init; } = "10.0";

    public SampleArchitecture Architecture { get; init; } = SampleArchitecture.Amd64;

    public string Language { get; init; } = "en-US";

    public string? DisplayName { get; init; }

    public string? Flags { get; init; }

    /// <summary>EDITIONID in the WIM XML; null where it got lost.</summary>
    public string? XmlEditionId { get => _xmlEditionId.Or(EditionId); init => _xmlEditionId = new(value); }

    /// <summary>INSTALLATIONTYPE in the WIM XML; null where it got lost.</summary>
    public string? XmlInstallationType { get => _xmlInstallationType.Or(InstallationType); init => _xmlInstallationType = new(value); }

    /// <summary>Whether the WIM XML has a WINDOWS element at all.</summary>
    public bool HasXmlWindows { get; init; } = true;

    /// <summary>EditionID in the SOFTWARE hive; null where the hive has none.</summary>
    public string? HiveEditionId { get => _hiveEditionId.Or(EditionId); init => _hiveEditionId = new(value); }

    /// <summary>InstallationType in the SOFTWARE hive. Windows Server 2008 has no such value.</summary>
    public string? HiveInstallationType
    {
        get => _hiveInstallationType.Or(NtVersion == "6.0" ? null : InstallationType);
        init => _hiveInstallationType = new(value);
    }

    /// <summary>CurrentBuild in the SOFTWARE hive.</summary>
    public int HiveBuild { get => _hiveBuild ?? Build; init => _hiveBuild = value; }

    /// <summary>CompositionEditionID in the SOFTWARE hive, where it differs from EditionID.</summary>
    public string? CompositionEditionId { get => _composition.Or(NtVersion == "10.0" ? HiveEditionId : null); init => _composition = new(value); }

    public bool HasSoftwareHive { get; init; } = true;

    /// <summary>The SOFTWARE hive is grown to this; a real one has 60 to 90 MB. 0: as small as it comes.</summary>
    public long SoftwareHiveBytes { get; init; }

    /// <summary>The editions whose licence files are in the image.</summary>
    public IReadOnlyList<string>? Licences { get; init; }

    /// <summary>What the SOFTWARE hive says of Setup: ready for OOBE, as on install media; null: no such value.</summary>
    public string? ImageState { get; init; } = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE";

    /// <summary>What the SYSTEM hive says of Setup.</summary>
    public SampleSetup Setup { get; init; } = SampleSetup.Generalized;

    /// <summary>Services that agents run as, by name, with their start type: 2 automatic, 3 on demand, 4 disabled.</summary>
    public IReadOnlyDictionary<string, uint> Services { get; init; } = new Dictionary<string, uint>();

    /// <summary>A machine that was captured as it is, without Sysprep.</summary>
    public SampleImage Captured() => this with { ImageState = "IMAGE_STATE_COMPLETE", Setup = SampleSetup.Complete };

    /// <summary>How the Windows and System32 folders are spelled.</summary>
    public string WindowsFolder { get; init; } = "Windows";

    public string System32Folder { get; init; } = "System32";

    /// <summary>Files beside those that every sample has, or in their place; text is UTF-8. Paths with slashes.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Small files that only fill the tree, as WinSxS does.</summary>
    public int FillerFiles { get; init; } = 200;

    public bool IsServer => InstallationType.StartsWith("Server", StringComparison.Ordinal);

    public bool IsDesktop => InstallationType is "Server" or "Client";

    public SampleImage WithFile(string path, byte[] content) =>
        this with { Files = new Dictionary<string, byte[]>(Files) { [path] = content } };

    public SampleImage WithFile(string path, string content) => WithFile(path, System.Text.Encoding.UTF8.GetBytes(content));

    private readonly Said _xmlEditionId;
    private readonly Said _xmlInstallationType;
    private readonly Said _hiveEditionId;
    private readonly Said _hiveInstallationType;
    private readonly Said _composition;
    private readonly int? _hiveBuild;

    /// <summary>Tells "set to null" from "never set".</summary>
    private readonly struct Said(string? text)
    {
        private readonly bool _said = true;
        private readonly string? _text = text;

        public string? Or(string? usual) => _said ? _text : usual;
    }
}

/// <summary>PROCESSOR_ARCHITECTURE_… numbers, as the WIM XML has them.</summary>
public enum SampleArchitecture
{
    X86 = 0,
    Arm = 5,
    Ia64 = 6,
    Amd64 = 9,
    Arm64 = 12,
}
