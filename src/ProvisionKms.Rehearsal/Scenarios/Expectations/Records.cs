using System.Text.Json;
using ProvisionKms.Catalog;

namespace ProvisionKms.Rehearsal.Scenarios.Expectations;

/// <summary>What monitoring and people find afterwards: result, log and event log.</summary>
internal static class Records
{
    public const string Activated = "activated";
    public const string AlreadyActivated = "already-activated";
    public const string NotActivated = "not-activated";
    public const string Refused = "refused";
    public const string WaitingForConversion = "waiting-for-conversion";
    public const string CannotRun = "cannot-run";

    private static readonly string[] Good = [Activated, AlreadyActivated];

    /// <summary>The result at the end says this state; where it failed for a reason that has a code, the code as well.</summary>
    public static Expectation Say(string state, string? errorCode = null) => played =>
        Result(played, played.AtEnd, state, errorCode).Concat(Log(played, errorCode)).Concat(Event(played, state));

    public static IEnumerable<Finding> Result(Performance played, Snapshot at, string state, string? errorCode)
    {
        if (at.Result is null)
        {
            return [new Finding(@"there is no result in Windows\Panther\ProvisionKms.json")];
        }

        try
        {
            using var document = JsonDocument.Parse(at.Result);
            return [.. Judge(document.RootElement, played, state, errorCode)];
        }
        catch (JsonException)
        {
            return [new Finding("the result is no JSON")];
        }
    }

    /// <summary>The code is explained where it is logged: what it means, for somebody who reads nothing else.</summary>
    public static Expectation Explain(string errorCode) => played =>
        WindowsCatalog.Default.ActivationErrors.FirstOrDefault(e => e.Code == errorCode) is { } known && !played.AtEnd.Log.Any(l => l.Contains(known.Meaning, StringComparison.OrdinalIgnoreCase))
            ? [new Finding($"the log does not say what {errorCode} means", LogLine: Last(played))]
            : [];

    private static IEnumerable<Finding> Judge(JsonElement result, Performance played, string state, string? errorCode)
    {
        if (Text(result, "state") is var said && said != state)
        {
            yield return new Finding($"the result says '{said}' where it is '{state}'", LogLine: Last(played));
        }

        if (errorCode is not null && !string.Equals(Text(result, "errorCode"), errorCode, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding($"the result has the error code '{Text(result, "errorCode")}', not {errorCode}", LogLine: Last(played));
        }

        if (state is Activated or AlreadyActivated or NotActivated)
        {
            var wanted = played.Subject.Windows;
            if (Text(result, "key") is var key && key?.EndsWith(wanted.Key.LastFive, StringComparison.OrdinalIgnoreCase) != true)
            {
                yield return new Finding($"the result has the key '{key}', not {wanted.Key.LastFive}", LogLine: Last(played));
            }

            if (wanted.Kms is { } kms && Text(result, "host") is var host && host != kms.Name)
            {
                yield return new Finding($"the result has the host '{host}', not {kms.Name}", LogLine: Last(played));
            }
        }
    }

    /// <summary>A failure is in the log with its code, so that somebody can look it up.</summary>
    private static IEnumerable<Finding> Log(Performance played, string? errorCode)
    {
        var log = played.AtEnd.Log;
        if (log.Count == 0)
        {
            yield return new Finding(@"there is no log in Windows\Panther\ProvisionKms.log");
        }
        else if (errorCode is not null && !log.Any(l => l.Contains(errorCode, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new Finding($"the log does not hold the error code {errorCode}", LogLine: log.Count);
        }
    }

    private static IEnumerable<Finding> Event(Performance played, string state)
    {
        var entry = played.Windows.Events.Entries.LastOrDefault(e => e.Source.Equals("ProvisionKms", StringComparison.OrdinalIgnoreCase));
        if (entry is null)
        {
            yield return new Finding("no entry was written to the event log (source ProvisionKms)", played.Calls.LastOrDefault(c => c.Call.Program == "eventcreate"));
        }
        else if (entry.Type is "ERROR" or "WARNING" == Good.Contains(state))
        {
            yield return new Finding($"the entry of the event log is of type {entry.Type} where the state is '{state}'", played.Calls.LastOrDefault(c => c.Call.Program == "eventcreate"));
        }
    }

    private static int? Last(Performance played) => played.AtEnd.Log.Count is > 0 and var count ? count : null;

    private static string? Text(JsonElement result, string name) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty(name, out var value) ? value.ToString() : null;
}
