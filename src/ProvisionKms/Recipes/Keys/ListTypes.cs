using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>A list of words of a few, each at most once.</summary>
internal sealed class SetType<T>(ChoiceType<T> item) : ValueType<IReadOnlySet<T>>
{
    public override string Wanted => "a list of " + item.Wanted;

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = item.Schema(),
        ["minItems"] = 1,
        ["uniqueItems"] = true,
    };

    public override bool TryRead(string key, RecipeNode node, ReadContext context, [MaybeNullWhen(false)] out IReadOnlySet<T> value)
    {
        value = null;
        if (node is not ListNode list)
        {
            context.WrongType(node, key, Wanted, node is ScalarNode { Text: var text } && item.Words.Contains(text) ? $"write [{text}]" : null);
            return false;
        }

        var sound = ListFindings.IsNotEmpty(key, list, context);
        var set = new HashSet<T>();
        foreach (var member in list.Items)
        {
            sound &= member is not FaultyNode && item.TryRead(key, member, context, out var one) &&
                (set.Add(one) || ListFindings.Repeated(key, member, context));
        }

        value = set;
        return sound;
    }
}

/// <summary>Which images of the container: match, all, or a list of numbers or of names.</summary>
internal sealed class IndexSelectionType : ValueType<IndexSelection>
{
    /// <summary>No container holds more; a larger number is a slip.</summary>
    private const int Largest = 9999;

    public override string Wanted => "match, all, a list of numbers, or a list of names";

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray("match", "all") },
            new JsonObject { ["$ref"] = RecipeSchema.EnvironmentReference },
            ListSchema(new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Largest }),
            ListSchema(new JsonObject { ["type"] = "string", ["minLength"] = 1 })),
    };

    public override bool TryRead(string key, RecipeNode node, ReadContext context, [MaybeNullWhen(false)] out IndexSelection value)
    {
        value = node switch
        {
            ScalarNode { Text: "match" } => new IndexSelection.Match(),
            ScalarNode { Text: "all" } => new IndexSelection.All(),
            ListNode list => ReadList(key, list, context),
            _ => null,
        };
        if (value is null && node is not ListNode)
        {
            var hint = node is ScalarNode { IsNull: false, Text.Length: > 0 } scalar
                ? Suggestion.For(scalar.Text, ["match", "all"], $"write [{Quoted.Of(scalar.Text).Trim('\'')}]")
                : null;
            context.WrongType(node, key, Wanted, hint);
        }

        return value is not null;
    }

    private static JsonObject ListSchema(JsonObject items) =>
        new() { ["type"] = "array", ["items"] = items, ["minItems"] = 1, ["uniqueItems"] = true };

    private static IndexSelection? ReadList(string key, ListNode list, ReadContext context)
    {
        if (!ListFindings.IsNotEmpty(key, list, context))
        {
            return null;
        }

        var items = list.Items.OfType<ScalarNode>().Where(i => !i.IsNull).ToList();
        foreach (var node in list.Items.Except(items))
        {
            context.WrongType(node, key, "a list of numbers or names");
        }

        if (items.Count < list.Items.Count)
        {
            return null;
        }

        var isNumbers = IsNumber(items[0]);
        if (items.Find(i => IsNumber(i) != isNumbers) is { } other)
        {
            context.Findings.Add(Codes.MixedIndexes, $"'{key}' mixes numbers and names", other.Span, "put a name that is a number in quotes");
            return null;
        }

        return isNumbers ? ReadNumbers(key, items, context) : ReadNames(key, items, context);
    }

    private static bool IsNumber(ScalarNode node) => node.IsPlain && IntegerType.IsInteger(node.Text);

    private static IndexSelection.Numbers? ReadNumbers(string key, List<ScalarNode> items, ReadContext context)
    {
        var type = new IntegerType(1, Largest);
        var numbers = new List<Spanned<int>>();
        var seen = new HashSet<int>();
        var sound = true;
        foreach (var item in items)
        {
            sound &= type.TryRead(key, item, context, out var number) &&
                (seen.Add(number) || ListFindings.Repeated(key, item, context));
            numbers.Add(new Spanned<int>(number, item.Span));
        }

        return sound ? new IndexSelection.Numbers(numbers) : null;
    }

    private static IndexSelection.Names? ReadNames(string key, List<ScalarNode> items, ReadContext context)
    {
        var type = new TextType(256);
        var names = new List<Spanned<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sound = true;
        foreach (var item in items)
        {
            sound &= type.TryRead(key, item, context, out var name) &&
                (seen.Add(name) || ListFindings.Repeated(key, item, context));
            names.Add(new Spanned<string>(name ?? "", item.Span));
        }

        return sound ? new IndexSelection.Names(names) : null;
    }
}

file static class ListFindings
{
    public static bool IsNotEmpty(string key, ListNode list, ReadContext context)
    {
        if (list.Items.Count == 0)
        {
            context.Findings.Add(Codes.EmptyList, $"'{key}' is an empty list", list.Span);
        }

        return list.Items.Count > 0;
    }

    public static bool Repeated(string key, RecipeNode node, ReadContext context)
    {
        context.Findings.Add(Codes.RepeatedItem, $"'{key}' has {Quoted.Of(((ScalarNode)node).Text)} twice", node.Span);
        return false;
    }
}
