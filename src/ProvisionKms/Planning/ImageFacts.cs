using ProvisionKms.Images;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Planning;

/// <summary>What one image said when it was looked at: the planner's only input beside the recipe. Pure data.</summary>
public sealed record ImageFacts
{
    public required ImageIndex Index { get; init; }

    /// <summary>Display name; never used to decide anything.</summary>
    public string? Name { get; init; }

    /// <summary>What each source says about the edition; sources that say nothing are absent.</summary>
    public required IReadOnlyList<EditionEvidence> Evidence { get; init; }

    /// <summary>amd64, x86, arm64, ia64, arm; null when nothing says so.</summary>
    public string? Architecture { get; init; }

    /// <summary>Four-part version, such as 10.0.17763.1158; null when nothing says so.</summary>
    public string? Version { get; init; }

    /// <summary>Content of the files that edits are merged into, by path as spelled in the image; absent files are absent here.</summary>
    public required IReadOnlyDictionary<ImagePath, byte[]> Files { get; init; }

    /// <summary>
    /// HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State, value ImageState; where the hive is silent, that of
    /// State.ini, then that of the container's description. Null when nothing says it.
    /// </summary>
    public string? ImageState { get; init; }

    /// <summary>What HKLM\SYSTEM\Setup says of Windows Setup.</summary>
    public SetupFacts Setup { get; init; } = new();

    /// <summary>
    /// What shows provisioning agents and their configuration, by path as spelled in the image; null content for a directory,
    /// and for a file that could not be read or is far too long to be what it should be.
    /// </summary>
    public IReadOnlyDictionary<ImagePath, byte[]?> AgentFiles { get; init; } = new Dictionary<ImagePath, byte[]?>();

    /// <summary>Start type of the services that agents run as, as far as they are installed.</summary>
    public IReadOnlyDictionary<string, int> Services { get; init; } = new Dictionary<string, int>();

    /// <summary>HKLM\SYSTEM\Setup, value UnattendFile; null when absent.</summary>
    public string? AnswerFilePointer { get; init; }

    /// <summary>The policy "Turn off Local Group Policy Objects processing" is in the image.</summary>
    public bool IsLocalPolicyIgnored { get; init; }

    /// <summary>Of what runs as SYSTEM and where it lies: what other accounts may write.</summary>
    public IReadOnlyList<ImagePath> OpenToOthers { get; init; } = [];

    /// <summary>What the image's own servicing stack says; null where the backend has none to ask.</summary>
    public ServicingFacts? Servicing { get; init; }

    public string? KmsHost { get; init; }

    public string? KmsPort { get; init; }

    /// <summary>Null when the image has no SOFTWARE hive.</summary>
    public HiveCondition? SoftwareHive { get; init; }

    /// <summary>How messages name the image.</summary>
    public string Title => string.IsNullOrEmpty(Name) ? $"index {Index}" : $"index {Index} ({Name})";

    /// <summary>What one source says, or null when it is silent.</summary>
    public EditionEvidence? From(string source) => Evidence.FirstOrDefault(e => e.Source == source);
}
