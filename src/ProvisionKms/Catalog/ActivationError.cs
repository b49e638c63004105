using System.Globalization;

namespace ProvisionKms.Catalog;

/// <summary>What an error code of Windows activation means.</summary>
/// <param name="Code">As Windows shows it: <c>0x</c> and eight upper-case hexadecimal digits.</param>
/// <param name="IsFatal">No later attempt can do better without another key or another Windows.</param>
/// <param name="Meaning">Short ASCII text, without a full stop.</param>
/// <param name="Remedy">Short ASCII text, without a full stop.</param>
/// <param name="Source">Where it is documented.</param>
public sealed record ActivationError(string Code, bool IsFatal, string Meaning, string Remedy, string Source)
{
    /// <summary>The same code as the exit code of a program, a signed number of 32 bits.</summary>
    public int ExitCode => unchecked((int)uint.Parse(Code.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    internal static IReadOnlyList<ActivationError> Load() =>
        [.. CatalogData.ActivationErrors.Select(row => new ActivationError(
            row["code"], IsFatalIn(row["retryable"]), row["meaning"], row["remedy"], row["source"]))];

    /// <summary>An error that someone can repair meanwhile (<c>after-fix</c>) is worth another attempt.</summary>
    private static bool IsFatalIn(string retryable) => retryable switch
    {
        "no" => true,
        "yes" or "after-fix" => false,
        _ => throw new FormatException($"'{retryable}' does not say whether to try again"),
    };
}
