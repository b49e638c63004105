using System.Globalization;
using ProvisionKms.Cli.Terminals;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Usage;

/// <summary>
/// When the environment says that everything was made, so that two builds of the same thing are the same bytes:
/// https://reproducible-builds.org/specs/source-date-epoch/.
/// </summary>
internal static class SourceDateVariable
{
    private const string Name = "SOURCE_DATE_EPOCH";

    /// <returns>Null where the environment says nothing: now.</returns>
    /// <exception cref="ProvisionException">It says something that is no date.</exception>
    public static DateTimeOffset? Of(Terminal terminal)
    {
        if (terminal.Environment(Name) is not { Length: > 0 } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ProvisionException(Codes.InvalidSourceDate, $"{Name} is '{text}', which is no number of seconds since 1970", hint: Codes.InvalidSourceDate.Hint);
    }
}
