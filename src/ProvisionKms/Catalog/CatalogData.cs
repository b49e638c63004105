using System.Text;

namespace ProvisionKms.Catalog;

/// <summary>The catalog's data files, as they lie in Data/: facts with their source, re-worded nowhere.</summary>
internal static class CatalogData
{
    /// <summary>Microsoft's table of KMS client setup keys.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> KmsClientKeys { get; } = Load("kms-client-keys.csv");

    /// <summary>Microsoft's table of Automatic Virtual Machine Activation keys.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> AvmaKeys { get; } = Load("avma-keys.csv");

    /// <summary>The KMS hosts that providers document for licensed machines on their platforms.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> KmsHosts { get; } = Load("kms-hosts.csv");

    /// <summary>How each edition is recognised.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> WindowsEditions { get; } = Load("windows-editions.csv");

    /// <summary>
    /// Same columns as windows-editions.csv. A row of an edition that is there adds EditionIDs and builds to it;
    /// another row adds an edition.
    /// </summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> EditionSupplements { get; } = Load("edition-supplements.csv");

    /// <summary>The error codes of activation that Microsoft documents, and what to do about each.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ActivationErrors { get; } = Load("activation-errors.csv");

    /// <summary>Programs of clouds that also set a product key or a KMS host, and where an image shows them.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ProvisioningAgents { get; } = Load("provisioning-agents.csv");

    /// <summary>What is found in SetupComplete.cmd files, by a pattern for one line.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> SetupCompleteContents { get; } = Load("setupcomplete-contents.csv");

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Load(string file)
    {
        using var stream = typeof(CatalogData).Assembly.GetManifestResourceStream("Catalog/" + file)
            ?? throw new InvalidOperationException($"the catalog file {file} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return CsvTable.Parse(reader.ReadToEnd());
    }
}
