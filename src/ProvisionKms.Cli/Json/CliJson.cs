using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ProvisionKms.Cli.Matrix;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Json;

/// <summary>The JSON documents that belong to the command line itself; the reports bring their own.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(LintDocument))]
[JsonSerializable(typeof(RenderDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(IReadOnlyList<KeyRow>))]
[JsonSerializable(typeof(IReadOnlyList<PlatformRow>))]
[JsonSerializable(typeof(IReadOnlyList<MatrixJob>))]
internal sealed partial class CliJson : JsonSerializerContext
{
    public static string Failure(IReadOnlyList<Diagnostic> diagnostics, ExitCode exitCode) =>
        Of(new FailureDocument(Provisioning.Reports.ReportedDiagnostic.Of(diagnostics), (int)exitCode), c => c.FailureDocument);

    public static string Of<T>(T document, Func<CliJson, JsonTypeInfo<T>> type) =>
        JsonSerializer.Serialize(document, type(Readable.Context));

    /// <summary>Standard output is not a web page: quotes and angle brackets stay readable.</summary>
    private static class Readable
    {
        public static CliJson Context { get; } = new(new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
