using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProvisionKms.Rehearsal.Reports;

/// <summary>The JSON that scripts rely on: camelCase, indented; fields are added, never renamed.</summary>
[JsonSerializable(typeof(RehearsalReport))]
public sealed partial class RehearsalJson : JsonSerializerContext
{
    /// <summary>Quotes stay readable: it goes to files and consoles, never into HTML.</summary>
    private static RehearsalJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(RehearsalReport report) => JsonSerializer.Serialize(report, Readable.RehearsalReport);
}
