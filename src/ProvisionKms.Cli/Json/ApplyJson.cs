using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProvisionKms.Provisioning.Reports;
using ProvisionKms.Rehearsal.Reports;
using ProvisionKms.Reporting;

namespace ProvisionKms.Cli.Json;

/// <summary>The JSON of an apply, with that of its rehearsal inside where there was one.</summary>
internal static class ApplyJson
{
    private static readonly JsonWriterOptions s_readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RunRecord run)
    {
        var json = ReportJson.Write(run.Report);
        if (run.Rehearsal is not { } rehearsal)
        {
            return json;
        }

        var document = JsonNode.Parse(json)!.AsObject();
        document["rehearsal"] = JsonNode.Parse(RehearsalJson.Write(rehearsal));
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, s_readable))
        {
            document.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
