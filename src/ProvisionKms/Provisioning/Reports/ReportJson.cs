using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ProvisionKms.Provisioning.Reports;

/// <summary>
/// The JSON that scripts rely on (design of the command line): camelCase, indented; fields are added, never renamed.
/// </summary>
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(VerifyReport))]
public sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Letters beyond ASCII and quotes stay readable: it goes to files and consoles, never into HTML.</summary>
    private static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(InspectReport report) => Write(report, Readable.InspectReport);

    public static string Write(RunReport report) => Write(report, Readable.RunReport);

    public static string Write(VerifyReport report) => Write(report, Readable.VerifyReport);

    private static string Write<T>(T report, JsonTypeInfo<T> type) => JsonSerializer.Serialize(report, type);
}
