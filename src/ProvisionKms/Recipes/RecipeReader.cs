using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes.Keys;
using ProvisionKms.Recipes.Text;
using YamlDotNet.Core;

namespace ProvisionKms.Recipes;

/// <summary>
/// Reads a recipe and checks it: YAML to nodes, options in their place, nodes to values by the keys of the format,
/// values to a <see cref="Recipe"/> against the catalog. Everything that is wrong is found in one go. A recipe is hostile until
/// it has passed: no text of it reaches a message unmasked, and nothing in it makes this throw.
/// </summary>
public static class RecipeReader
{
    /// <param name="environment">Gives an environment variable, or null where it is not set.</param>
    public static RecipeResult Read(
        string file, RecipeOverrides overrides, WindowsCatalog catalog, Func<string, string?> environment)
    {
        var findings = new DiagnosticBag();
        return RecipeFile.Load(file, findings) is { } text
            ? ReadText(text, file, overrides, catalog, environment)
            : new RecipeResult(null, [.. findings]);
    }

    /// <summary>Reads a recipe that is not in a file. <paramref name="name"/> stands for the file in messages and for relative paths.</summary>
    public static RecipeResult ReadText(
        string text, string name, RecipeOverrides overrides, WindowsCatalog catalog, Func<string, string?> environment)
    {
        var findings = new DiagnosticBag();
        var references = new EnvironmentReferences(environment);
        var recipe = Root(text, name, references, findings) is { } root
            ? Bind(root, name, overrides, catalog, references, findings)
            : null;
        return new RecipeResult(findings.HasErrors ? null : recipe, InOrder(findings, name));
    }

    private static Recipe? Bind(
        MappingNode root, string name, RecipeOverrides overrides, WindowsCatalog catalog, EnvironmentReferences references, DiagnosticBag findings)
    {
        OverrideMerge.Apply(root, overrides, references, findings);
        var values = new RecipeValues();
        RecipeKeys.Root.ReadKeys(root, new ReadContext(findings, catalog), values);
        return new RecipeBinder(values, catalog, findings, root.Span).Bind(name);
    }

    private static MappingNode? Root(string text, string name, EnvironmentReferences references, DiagnosticBag findings)
    {
        // A parser that stops at a NUL would not see what follows it.
        if (FirstControlCharacter(text) is { } at)
        {
            var before = text[..at];
            var line = before.Count(c => c == '\n') + 1;
            findings.Add(Codes.RecipeNotYaml, $"here is the control character U+{(int)text[at]:X4}",
                new SourceSpan(name, line, at - before.LastIndexOf('\n')));
            return null;
        }

        SourceSpan Place(Mark mark) => new(name, (int)mark.Line, (int)mark.Column);
        var node = NodeReader.Read(text, Place, Folder(name), references, findings);
        if (node is null or ScalarNode { IsNull: true } && !findings.HasErrors)
        {
            findings.Add(Codes.RecipeEmpty, "the recipe is empty", new SourceSpan(name), "start from one of the files in recipes/");
        }
        else if (node is ScalarNode or ListNode)
        {
            findings.Add(Codes.WrongType, "a recipe must be keys with values", node.Span, "start with 'recipe: 1'");
        }

        return node as MappingNode;
    }

    private static int? FirstControlCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\r' or '\n'))
            {
                return i;
            }
        }

        return null;
    }

    private static string Folder(string name)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(name)) ?? Directory.GetCurrentDirectory();
        }
        catch (ArgumentException)
        {
            return Directory.GetCurrentDirectory();
        }
    }

    private static List<Diagnostic> InOrder(DiagnosticBag findings, string name) =>
    [
        .. findings.OrderBy(f => f.Where?.File != name).ThenBy(f => f.Where?.Line).ThenBy(f => f.Where?.Column),
    ];
}
