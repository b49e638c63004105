using System.Diagnostics.CodeAnalysis;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes.Keys;

/// <summary>The values of one recipe that could be read, by their keys.</summary>
internal sealed class RecipeValues
{
    private readonly Dictionary<RecipeKey, object> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<RecipeKey, SourceSpan> _given = new(ReferenceEqualityComparer.Instance);

    public void Set<T>(ValueKey<T> key, Spanned<T> value) => _values[key] = value;

    public bool TryGet<T>(ValueKey<T> key, out Spanned<T> value)
    {
        var found = _values.TryGetValue(key, out var boxed);
        value = found ? (Spanned<T>)boxed! : default;
        return found;
    }

    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? Get<T>(ValueKey<T> key, T? otherwise) => TryGet(key, out var value) ? value.Value : otherwise;

    public void MarkGiven(RecipeKey key, SourceSpan nameSpan) => _given[key] = nameSpan;

    /// <summary>Where the key stands, or null when it is absent or null; a value that could not be read counts as given.</summary>
    public SourceSpan? Given(RecipeKey key) => _given.TryGetValue(key, out var span) ? span : null;
}
