using ProvisionKms.Images;

namespace ProvisionKms.Catalog;

/// <summary>A program that a cloud leaves in images and that may set a product key or a KMS host itself.</summary>
/// <param name="FoundBy">Paths of which one shows that it is there; its configuration, where it has one.</param>
/// <param name="AlsoReads">Files that change what it does.</param>
/// <param name="Service">The Windows service that it runs as, or null.</param>
/// <param name="RunsBefore">It runs in the specialize pass, before SetupComplete.cmd; else after it.</param>
/// <param name="UnlessActivated">It does nothing when Windows is activated already.</param>
/// <param name="Sets">key, kms-host, activation: what it always sets; empty where its configuration decides.</param>
/// <param name="KmsHost">The host that it sets unless its configuration names one.</param>
/// <param name="ReplacesSetupComplete">by-command, by-config, on-platform: how it may write over SetupComplete.cmd; else null.</param>
/// <param name="Remedy">As the second half of a message.</param>
public sealed record ProvisioningAgent(
    string Id,
    string Name,
    IReadOnlyList<ImagePath> FoundBy,
    IReadOnlyList<ImagePath> AlsoReads,
    string? Service,
    bool RunsBefore,
    bool UnlessActivated,
    IReadOnlyList<string> Sets,
    string? KmsHost,
    string? ReplacesSetupComplete,
    string Remedy,
    string Source)
{
    /// <summary>Every agent that is known, from provisioning-agents.csv.</summary>
    public static IReadOnlyList<ProvisioningAgent> All { get; } = [.. CatalogData.ProvisioningAgents.Select(Read)];

    private static ProvisioningAgent Read(IReadOnlyDictionary<string, string> row) => new(
        row["id"],
        row["name"],
        [.. Split(row["found_by"], ';').Select(ImagePath.Parse)],
        [.. Split(row["also_reads"], ';').Select(ImagePath.Parse)],
        OrNull(row["service"]),
        row["turn"] == "before",
        row["unless_activated"] == "yes",
        row["sets"] == "by-config" ? [] : Split(row["sets"], ' '),
        OrNull(row["kms_host"]),
        OrNull(row["replaces_setup_complete"]),
        row["remedy"],
        row["source"]);

    private static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
