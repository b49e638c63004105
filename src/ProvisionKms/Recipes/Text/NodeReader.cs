using ProvisionKms.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProvisionKms.Recipes.Text;

/// <summary>
/// Reads YAML into nodes from the parser's events, so that every value keeps its place and nothing is built by reflection.
/// Aliases are refused where they stand and never resolved, so no input can grow while it is read.
/// </summary>
internal sealed class NodeReader
{
    private const int DeepestNesting = 20;
    private const int MostNodes = 10_000;

    private readonly YamlEvents _events;
    private readonly Func<Mark, SourceSpan> _place;
    private readonly string _folder;
    private readonly EnvironmentReferences _references;
    private readonly DiagnosticBag _findings;
    private int _nodes;

    private NodeReader(string text, Func<Mark, SourceSpan> place, string folder, EnvironmentReferences references, DiagnosticBag findings)
    {
        _events = new YamlEvents(text);
        (_place, _folder, _references, _findings) = (place, folder, references, findings);
    }

    /// <summary>The value of the only document, or null: empty, or findings say why.</summary>
    /// <param name="place">Makes a place of a position in the text.</param>
    public static RecipeNode? Read(
        string text, Func<Mark, SourceSpan> place, string folder, EnvironmentReferences references, DiagnosticBag findings)
    {
        var reader = new NodeReader(text, place, folder, references, findings);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            YamlFailure.Report(error, text, place, findings);
            return null;
        }
        catch (TooMuch limit)
        {
            findings.Add(Codes.RecipeTooLarge, limit.Message, place(limit.Where));
            return null;
        }
    }

    private RecipeNode? Document()
    {
        _events.Expect<StreamStart>();
        if (_events.Current is StreamEnd)
        {
            return null;
        }

        _events.Expect<DocumentStart>();
        var node = Node(depth: 0);
        _events.Expect<DocumentEnd>();
        if (_events.Current is DocumentStart second)
        {
            _findings.Add(Codes.YamlFeatureRefused, "a second document starts here", _place(second.Start), "one recipe per file");
            _events.SkipToTheEnd();
        }

        return node;
    }

    private RecipeNode Node(int depth)
    {
        if (_events.Current is not { } current || current is not (NodeEvent or AnchorAlias))
        {
            throw _events.Misplaced();
        }

        if (depth > DeepestNesting || ++_nodes > MostNodes)
        {
            throw new TooMuch(depth > DeepestNesting ? "nested too deeply for a recipe" : "too many values for a recipe", current.Start);
        }

        var refused = Refuse(current);
        RecipeNode node = current switch
        {
            Scalar scalar => Value(scalar),
            SequenceStart start => List(start, depth),
            MappingStart start => Mapping(start, depth),
            _ => Skip(current),
        };
        return refused ? new FaultyNode(node.Span) : node;
    }

    private bool Refuse(ParsingEvent current)
    {
        var feature = current switch
        {
            AnchorAlias alias => $"the alias {Quoted.Of("*" + alias.Value)}",
            NodeEvent { Anchor.IsEmpty: false } node => $"the anchor {Quoted.Of("&" + node.Anchor)}",
            NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } node => $"the tag {Quoted.Of(node.Tag.Value)}",
            _ => null,
        };
        if (feature is not null)
        {
            _findings.Add(Codes.YamlFeatureRefused, $"{feature} is not allowed in a recipe", _place(current.Start), "write the value itself");
        }

        return feature is not null;
    }

    private RecipeNode Value(Scalar scalar)
    {
        _events.Advance();
        var where = _place(scalar.Start);
        var text = _references.Expand(scalar.Value, where, _findings, out var used, out var secrecy);
        return text is null
            ? new FaultyNode(where)
            : new ScalarNode(where, text, _folder, used || scalar.Style == ScalarStyle.Plain, secrecy);
    }

    private ListNode List(SequenceStart start, int depth)
    {
        _events.Advance();
        var items = new List<RecipeNode>();
        while (_events.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        _events.Advance();
        return new ListNode(_place(start.Start), items);
    }

    private MappingNode Mapping(MappingStart start, int depth)
    {
        _events.Advance();
        var entries = new List<MappingEntry>();
        while (_events.Current is not MappingEnd)
        {
            var key = _events.Current ?? throw _events.Misplaced();
            if (key is Scalar name && !Refuse(key))
            {
                _events.Advance();
                entries.Add(new MappingEntry(name.Value, _place(name.Start), Node(depth + 1)));
            }
            else
            {
                SkipComplexKey(key, depth);
            }
        }

        _events.Advance();
        return new MappingNode(_place(start.Start), entries);
    }

    private void SkipComplexKey(ParsingEvent key, int depth)
    {
        if (key is not Scalar and not AnchorAlias)
        {
            _findings.Add(Codes.WrongType, "a key must be a name, not a list or a section", _place(key.Start));
        }

        Node(depth + 1);
        Node(depth + 1);
    }

    private FaultyNode Skip(ParsingEvent current)
    {
        _events.Advance();
        return new FaultyNode(_place(current.Start));
    }

    private sealed class TooMuch(string message, Mark where) : Exception(message)
    {
        public Mark Where { get; } = where;
    }
}
