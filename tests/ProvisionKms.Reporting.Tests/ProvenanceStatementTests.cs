using System.Text.Json.Nodes;
using ProvisionKms.Reporting.Provenance;

namespace ProvisionKms.Reporting.Tests;

public sealed class ProvenanceStatementTests
{
    [Fact]
    public void An_output_is_stated_to_be_made_of_its_source_and_recipe() =>
        Golden.Matches("run.provenance.json", ProvenanceStatement.Of(SampleRuns.Usual, "https://ci.example.net/jobs/17"));

    /// <summary>https://slsa.dev/spec/v1.0/provenance and https://github.com/in-toto/attestation: the fields that are required, and their types.</summary>
    [Fact]
    public void It_has_what_the_specification_requires_even_where_nobody_named_the_builder()
    {
        var statement = JsonNode.Parse(ProvenanceStatement.Of(SampleRuns.Usual, builder: null))!;

        Assert.Equal("https://in-toto.io/Statement/v1", (string?)statement["_type"]);
        Assert.Equal("https://slsa.dev/provenance/v1", (string?)statement["predicateType"]);
        Assert.Matches("^[0-9a-f]{64}$", (string?)statement["subject"]![0]!["digest"]!["sha256"]);
        var definition = statement["predicate"]!["buildDefinition"]!;
        Assert.True(Uri.IsWellFormedUriString((string?)definition["buildType"], UriKind.Absolute));
        Assert.IsType<JsonObject>(definition["externalParameters"]);
        Assert.All(definition["resolvedDependencies"]!.AsArray(), dependency => Assert.NotNull(dependency!["digest"]!["sha256"]));
        Assert.True(Uri.IsWellFormedUriString((string?)statement["predicate"]!["runDetails"]!["builder"]!["id"], UriKind.Absolute));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string?)statement["predicate"]!["runDetails"]!["metadata"]!["startedOn"]);
    }
}
