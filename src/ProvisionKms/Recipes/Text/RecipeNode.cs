using ProvisionKms.Diagnostics;

namespace ProvisionKms.Recipes.Text;

/// <summary>A value of the recipe's YAML with its place.</summary>
internal abstract record RecipeNode(SourceSpan Span);

/// <summary>One value. Environment references are already expanded.</summary>
/// <param name="Folder">What a path in it is relative to.</param>
/// <param name="IsPlain">Written without quotes, or taken from the environment: may be a number, true, false or null.</param>
/// <param name="Secrecy">Whether the text stands in the recipe for everyone to read.</param>
internal sealed record ScalarNode(SourceSpan Span, string Text, string Folder, bool IsPlain, Secrecy Secrecy = Secrecy.InClear)
    : RecipeNode(Span)
{
    /// <summary>YAML 1.2 core schema, 10.3.2.</summary>
    public bool IsNull => IsPlain && Secrecy != Secrecy.FromEnvironment && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal enum Secrecy
{
    /// <summary>Written in the file or the option, wholly or partly.</summary>
    InClear,

    /// <summary>Wholly one reference to the environment, without a default.</summary>
    FromEnvironment,
}

internal sealed record ListNode(SourceSpan Span, IReadOnlyList<RecipeNode> Items) : RecipeNode(Span);

/// <summary>The keys of a section in the order of the file, repeated ones included. Overrides change it.</summary>
internal sealed record MappingNode(SourceSpan Span, List<MappingEntry> Entries) : RecipeNode(Span);

internal sealed record MappingEntry(string Name, SourceSpan NameSpan, RecipeNode Value);

/// <summary>Stands for a value that a finding was already reported on; nothing more is said about it.</summary>
internal sealed record FaultyNode(SourceSpan Span) : RecipeNode(Span);
