using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>
/// One key of the format: the single description that the reader, the JSON Schema and docs/recipe.md are made from.
/// </summary>
/// <param name="Default">As it would be written in a recipe.</param>
/// <param name="Example">As it would be written in a recipe.</param>
internal abstract record RecipeKey(string Name, string Description, string Default, string Example)
{
    /// <summary>Writing <c>null</c> or nothing is the same as leaving the key out.</summary>
    public bool MayBeNull { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>For a person: "a duration from 1s to 1h".</summary>
    public abstract string Wanted { get; }

    public abstract JsonObject Schema();

    public abstract void Read(RecipeNode node, ReadContext context, RecipeValues values);
}

/// <summary>A key with a value of its own.</summary>
internal sealed record ValueKey<T>(string Name, ValueType<T> Type, string Description, string Default, string Example)
    : RecipeKey(Name, Description, Default, Example)
{
    public override string Wanted => Type.Wanted;

    public override JsonObject Schema() => Type.Schema();

    public override void Read(RecipeNode node, ReadContext context, RecipeValues values)
    {
        if (node is not FaultyNode && Type.TryRead(Name, node, context, out var value))
        {
            values.Set(this, new Spanned<T>(value, node.Span));
        }
    }
}

/// <summary>A key with keys below it.</summary>
internal sealed record SectionKey(string Name, IReadOnlyList<RecipeKey> Keys, string Description, string Example, string? ScalarHint = null)
    : RecipeKey(Name, Description, "", Example)
{
    public override string Wanted => "a section with " + string.Join(", ", Keys.Select(k => k.Name));

    public override JsonObject Schema() => RecipeSchema.Section(Keys);

    public override void Read(RecipeNode node, ReadContext context, RecipeValues values)
    {
        if (node is MappingNode section)
        {
            ReadKeys(section, context, values);
        }
        else
        {
            context.WrongType(node, Name, Wanted, ScalarHint);
        }
    }

    public void ReadKeys(MappingNode section, ReadContext context, RecipeValues values)
    {
        var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        foreach (var (name, nameSpan, value) in section.Entries)
        {
            if (!seen.TryAdd(name, nameSpan))
            {
                context.Findings.Add(Codes.RepeatedKey, $"{Quoted.Of(name)} is already given in line {seen[name].Line}", nameSpan);
            }
            else if (Keys.FirstOrDefault(k => k.Name == name) is { } key)
            {
                ReadKey(key, nameSpan, value, context, values);
            }
            else
            {
                ReportUnknown(name, nameSpan, context);
            }
        }

        foreach (var missing in Keys.Where(k => k.IsRequired && !seen.ContainsKey(k.Name)))
        {
            var of = Name.Length == 0 ? "the recipe" : $"'{Name}'";
            context.Findings.Add(Codes.MissingKey, $"{of} has no '{missing.Name}'", section.Span, $"add {missing.Name}: {missing.Example}");
        }
    }

    private static void ReadKey(RecipeKey key, SourceSpan nameSpan, RecipeNode value, ReadContext context, RecipeValues values)
    {
        if (value is not ScalarNode { IsNull: true })
        {
            values.MarkGiven(key, nameSpan);
            key.Read(value, context, values);
        }
        else if (!key.MayBeNull)
        {
            context.WrongType(value, key.Name, key.Wanted);
        }
    }

    private void ReportUnknown(string name, SourceSpan where, ReadContext context)
    {
        var elsewhere = RecipeKeys.Sections.FirstOrDefault(s => s != this && s.Keys.Any(k => k.Name == name));
        var hint = elsewhere is null
            ? Suggestion.For(name, Keys.Select(k => k.Name), "possible here: " + string.Join(", ", Keys.Select(k => k.Name)))
            : elsewhere.Name.Length == 0 ? "it belongs at the top of the recipe" : $"it belongs in '{elsewhere.Name}'";
        var of = Name.Length == 0 ? "" : $" in '{Name}'";
        context.Findings.Add(Codes.UnknownKey, $"unknown key {Quoted.Of(name)}{of}", where, hint);
    }
}
