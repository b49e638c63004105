using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>A duration in hours, minutes and seconds: <c>30s</c>, <c>10m</c>, <c>1h</c>, <c>1m30s</c>.</summary>
internal sealed partial class DurationType(TimeSpan shortest, TimeSpan longest) : ScalarType<TimeSpan>
{
    private const string Pattern = "^(?=[0-9])([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$";

    public override string Wanted => $"a duration from {Write(shortest)} to {Write(longest)}";

    public static string Write(TimeSpan duration)
    {
        var text = (duration.Days * 24 + duration.Hours, duration.Minutes, duration.Seconds);
        var written = (text.Item1 > 0 ? $"{text.Item1}h" : "") + (text.Minutes > 0 ? $"{text.Minutes}m" : "") +
            (text.Seconds > 0 ? $"{text.Seconds}s" : "");
        return written.Length == 0 ? "0s" : written;
    }

    protected override JsonObject OwnSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, out TimeSpan value)
    {
        value = default;
        var match = Form().Match(node.Text);
        if (!match.Success)
        {
            context.Findings.Add(Codes.InvalidDuration, $"'{key}' must be {Wanted}, not {Quoted.Of(node.Text)}", node.Span,
                node.Text.Length is > 0 and < 7 && node.Text.All(char.IsAsciiDigit) ? $"did you mean '{node.Text}s'?" : "write it like 30s, 10m, 1h or 1m30s");
            return false;
        }

        value = new TimeSpan(Part(match.Groups[1]), Part(match.Groups[2]), Part(match.Groups[3]));
        var inRange = value >= shortest && value <= longest;
        if (!inRange)
        {
            context.Findings.Add(Codes.OutOfRange, $"'{key}' must be {Wanted}, not {Quoted.Of(node.Text)}", node.Span);
        }

        return inRange;
    }

    private static int Part(Group group) => group.Success ? int.Parse(group.ValueSpan[..^1], CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(Pattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
