using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes.Text;

/// <summary>The hint that goes with a name nobody knows.</summary>
internal static class Suggestion
{
    private const int LongestJudged = 64;

    /// <summary>The nearest name; else the only one that contains the text; else <paramref name="otherwise"/>.</summary>
    public static string? For(string text, IEnumerable<string> names, string? otherwise = null)
    {
        var known = names.Distinct().ToList();
        return text.Length is > 0 and <= LongestJudged && (NearestName.To(text, known) ?? OnlyOneWith(text, known)) is { } name
            ? $"did you mean '{name}'?"
            : otherwise;
    }

    private static string? OnlyOneWith(string text, List<string> names) =>
        text.Length >= 3 && names.FindAll(n => n.Contains(text, StringComparison.OrdinalIgnoreCase)) is [var only] ? only : null;
}
