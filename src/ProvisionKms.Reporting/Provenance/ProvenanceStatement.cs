using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProvisionKms.Provisioning.Reports;

namespace ProvisionKms.Reporting.Provenance;

/// <summary>
/// What an output was made of, by what and how, as an in-toto statement (https://in-toto.io/Statement/v1) with SLSA provenance
/// (https://slsa.dev/spec/v1.0/provenance). It is not signed: that is for the CI system, whose word it then is.
/// </summary>
public static class ProvenanceStatement
{
    /// <summary>Names the meaning of the parameters; a change of that meaning is another number.</summary>
    private const string BuildType = "tag:provision-kms,2026:apply/v1";

    /// <summary>Who runs the builder has not said who it is.</summary>
    private const string UnknownBuilder = "tag:provision-kms,2026:unidentified-builder";

    /// <param name="builder">A URI of what ran the tool, such as a CI system; null where nobody has said.</param>
    public static string Of(RunRecord run, string? builder) => JsonSerializer.Serialize(
        new Statement(
            "https://in-toto.io/Statement/v1",
            [Resource(run.Output)],
            "https://slsa.dev/provenance/v1",
            new Predicate(
                new BuildDefinition(BuildType, External(run.Report), Internal(run.Report), [Resource(run.Source), Resource(run.Recipe)]),
                new RunDetails(
                    new Builder(builder ?? UnknownBuilder, new Dictionary<string, string> { ["provision-kms"] = run.ToolVersion }),
                    new Metadata(Time(run.Started), Time(run.Finished))))),
        ProvenanceJson.Readable.Statement) + "\n";

    private static Resource Resource(FileDigest file) => new(file.Name, file.Sha256 is { } digest ? new Dictionary<string, string> { ["sha256"] = digest } : null);

    private static ExternalParameters External(RunReport report) => new(report.Recipe, report.Platform?.Id, report.Platform?.KmsHost, report.Platform?.KmsPort);

    private static InternalParameters Internal(RunReport report) =>
        new([.. report.Images.Select(image => new BuiltImage(image.Index, image.Product, image.Edition, image.Key, image.Edits.Count))]);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

internal sealed record Statement([property: JsonPropertyName("_type")] string Type, IReadOnlyList<Resource> Subject, string PredicateType, Predicate Predicate);

internal sealed record Resource(string Name, IReadOnlyDictionary<string, string>? Digest);

internal sealed record Predicate(BuildDefinition BuildDefinition, RunDetails RunDetails);

internal sealed record BuildDefinition(
    string BuildType, ExternalParameters ExternalParameters, InternalParameters InternalParameters, IReadOnlyList<Resource> ResolvedDependencies);

internal sealed record ExternalParameters(string Recipe, string? Platform, string? KmsHost, int? KmsPort);

internal sealed record InternalParameters(IReadOnlyList<BuiltImage> Images);

/// <param name="Key">Masked to its last five characters where it is a secret.</param>
internal sealed record BuiltImage(int Index, string Product, string Edition, string? Key, int Edits);

internal sealed record RunDetails(Builder Builder, Metadata Metadata);

internal sealed record Builder(string Id, IReadOnlyDictionary<string, string> Version);

internal sealed record Metadata(string StartedOn, string FinishedOn);

[JsonSerializable(typeof(Statement))]
internal sealed partial class ProvenanceJson : JsonSerializerContext
{
    public static ProvenanceJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
