using System.Diagnostics.CodeAnalysis;

namespace ProvisionKms.Catalog;

/// <summary>
/// A product key, five groups of five. Its <see cref="ToString"/> is masked to the last five characters, so that no log,
/// report or exception can leak a MAK; <see cref="Reveal"/> is for what goes into the image.
/// </summary>
public sealed record ProductKey
{
    private readonly string _text;

    private ProductKey(string text) => _text = text;

    /// <summary>The group that Windows itself shows (slmgr /dli: partial product key).</summary>
    public string LastFive => _text[^5..];

    public static bool TryParse(string text, [NotNullWhen(true)] out ProductKey? key)
    {
        var upper = text.Trim().ToUpperInvariant();
        var groups = upper.Split('-');
        key = groups.Length == 5 && Array.TrueForAll(groups, g => g.Length == 5 && g.All(char.IsAsciiLetterOrDigit))
            ? new ProductKey(upper)
            : null;
        return key is not null;
    }

    /// <exception cref="FormatException">The text is not five groups of five letters and digits.</exception>
    public static ProductKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("a product key is five groups of five letters and digits");

    public string Reveal() => _text;

    public override string ToString() => $"XXXXX-XXXXX-XXXXX-XXXXX-{LastFive}";
}
