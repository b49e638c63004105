using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>The format version: what this reader knows is 1.</summary>
internal sealed class FormatVersionType : ScalarType<int>
{
    public override string Wanted => "1";

    protected override JsonObject OwnSchema() => new() { ["const"] = 1 };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, out int value)
    {
        value = 1;
        var known = node is { IsPlain: true, Text: "1" };
        if (!node.IsPlain)
        {
            context.WrongType(node, key, Wanted, "remove the quotes");
        }
        else if (!known)
        {
            context.Findings.Add(Codes.UnknownFormatVersion, $"recipe format version {Quoted.Of(node.Text)} is not known", node.Span,
                "this version of provision-kms reads 'recipe: 1'");
        }

        return known;
    }
}

/// <summary>true or false, as the YAML 1.2 core schema writes them; not the yes and on of YAML 1.1.</summary>
internal sealed class BooleanType : ScalarType<bool>
{
    public override string Wanted => "true or false";

    protected override JsonObject OwnSchema() => new() { ["type"] = "boolean" };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, out bool value)
    {
        value = node.Text is "true" or "True" or "TRUE";
        var valid = node.IsPlain && (value || node.Text is "false" or "False" or "FALSE");
        if (!valid)
        {
            context.WrongType(node, key, Wanted, node.IsPlain ? null : "remove the quotes");
        }

        return valid;
    }
}

/// <summary>A whole number in a range.</summary>
internal sealed class IntegerType(int smallest, int largest) : ScalarType<int>
{
    public override string Wanted => $"a number from {smallest} to {largest}";

    protected override JsonObject OwnSchema() => new() { ["type"] = "integer", ["minimum"] = smallest, ["maximum"] = largest };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, out int value)
    {
        value = 0;
        if (!node.IsPlain || !IsInteger(node.Text))
        {
            context.WrongType(node, key, Wanted, node.IsPlain ? null : "remove the quotes");
            return false;
        }

        var inRange = int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) &&
            value >= smallest && value <= largest;
        if (!inRange)
        {
            context.Findings.Add(Codes.OutOfRange, $"'{key}' must be {Wanted}, not {Quoted.Of(node.Text)}", node.Span);
        }

        return inRange;
    }

    public static bool IsInteger(string text)
    {
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }
}

/// <summary>One word of a few.</summary>
internal sealed class ChoiceType<T>(IReadOnlyList<(string Word, T Value)> choices) : ScalarType<T>
{
    public IEnumerable<string> Words => choices.Select(c => c.Word);

    public override string Wanted => string.Join(", ", Words.SkipLast(1)) + " or " + choices[^1].Word;

    public string WordOf(T value) => choices.First(c => Equals(c.Value, value)).Word;

    protected override JsonObject OwnSchema() => new() { ["enum"] = new JsonArray([.. Words.Select(w => JsonValue.Create(w))]) };

    protected override bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out T value)
    {
        foreach (var choice in choices)
        {
            if (choice.Word == node.Text)
            {
                value = choice.Value;
                return true;
            }
        }

        context.Findings.Add(Codes.UnknownChoice, $"'{key}' cannot be {Quoted.Of(node.Text)}", node.Span,
            Suggestion.For(node.Text, Words, "possible: " + string.Join(", ", Words)));
        value = default;
        return false;
    }
}
