using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes.Keys;

/// <summary>What a value may be: how it is read, and how an editor is told.</summary>
internal abstract class ValueType<T>
{
    /// <summary>For a person, after "must be": "a duration from 1s to 1h".</summary>
    public abstract string Wanted { get; }

    public abstract JsonObject Schema();

    /// <summary>Reads the value; when it cannot be, findings say why.</summary>
    public abstract bool TryRead(string key, RecipeNode node, ReadContext context, [MaybeNullWhen(false)] out T value);
}

/// <summary>A value that is one scalar.</summary>
internal abstract class ScalarType<T> : ValueType<T>
{
    public override bool TryRead(string key, RecipeNode node, ReadContext context, [MaybeNullWhen(false)] out T value)
    {
        if (node is ScalarNode scalar)
        {
            return TryReadScalar(key, scalar, context, out value);
        }

        context.WrongType(node, key, Wanted);
        value = default;
        return false;
    }

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(OwnSchema(), new JsonObject { ["$ref"] = RecipeSchema.EnvironmentReference }),
    };

    protected abstract bool TryReadScalar(string key, ScalarNode node, ReadContext context, [MaybeNullWhen(false)] out T value);

    /// <summary>Without the alternative of an environment reference.</summary>
    protected abstract JsonObject OwnSchema();
}
