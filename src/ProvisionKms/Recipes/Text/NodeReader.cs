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

    private readonly Parser _parser;
    private readonly string _text;
    private readonly Func<Mark, SourceSpan> _place;
    private readonly string _folder;
    private readonly EnvironmentReferences _references;
    private readonly DiagnosticBag _findings;
    private int _nodes;

    private NodeReader(string text, Func<Mark, SourceSpan> place, string folder, EnvironmentReferences references, DiagnosticBag findings)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        (_text, _place, _folder, _references, _findings) = (text, place, folder, references, findings);
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
            reader.Report(error);
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
        Expect<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            return null;
        }

        Expect<DocumentStart>();
        var node = Node(depth: 0);
        Expect<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
        {
            _findings.Add(Codes.YamlFeatureRefused, "a second document starts here", _place(second.Start), "one recipe per file");
            ReadToTheEnd();
        }

        return node;
    }

    /// <summary>What follows is not used, but must be YAML.</summary>
    private void ReadToTheEnd()
    {
        while (Advance())
        {
        }
    }

    private RecipeNode Node(int depth)
    {
        if (_parser.Current is not { } current || current is not (NodeEvent or AnchorAlias))
        {
            throw Misplaced();
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
        Advance();
        var where = _place(scalar.Start);
        var text = _references.Expand(scalar.Value, where, _findings, out var used, out var secrecy);
        return text is null
            ? new FaultyNode(where)
            : new ScalarNode(where, text, _folder, used || scalar.Style == ScalarStyle.Plain, secrecy);
    }

    private ListNode List(SequenceStart start, int depth)
    {
        Advance();
        var items = new List<RecipeNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        Advance();
        return new ListNode(_place(start.Start), items);
    }

    private MappingNode Mapping(MappingStart start, int depth)
    {
        Advance();
        var entries = new List<MappingEntry>();
        while (_parser.Current is not MappingEnd)
        {
            var key = _parser.Current ?? throw Misplaced();
            if (key is Scalar name && !Refuse(key))
            {
                Advance();
                entries.Add(new MappingEntry(name.Value, _place(name.Start), Node(depth + 1)));
            }
            else
            {
                SkipComplexKey(key, depth);
            }
        }

        Advance();
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
        Advance();
        return new FaultyNode(_place(current.Start));
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is null)
        {
            Advance();
        }

        if (_parser.Current is not T)
        {
            throw Misplaced();
        }

        Advance();
    }

    /// <summary>On some malformed input the parser's events do not nest.</summary>
    private YamlException Misplaced()
    {
        var where = _parser.Current?.Start ?? new Mark(0, 1, 1);
        return new YamlException(where, where, "Not well-formed here");
    }

    /// <summary>On some malformed input the scanner gives up with a bare exception instead of its own.</summary>
    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception error) when (error is not YamlException)
        {
            var where = _parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(where, where, "Not well-formed after this place", error);
        }
    }

    private void Report(YamlException error)
    {
        var isAboutTab = error.Message.Contains("tab character", StringComparison.Ordinal) ||
            error.Message.Contains("invalid tab", StringComparison.Ordinal);
        if (isAboutTab && FirstTab(error.Start) is { } tab)
        {
            _findings.Add(Codes.RecipeNotYaml, "a tab is used for indentation", tab, "use spaces");
            return;
        }

        var isFlow = error.Message.Contains("flow", StringComparison.Ordinal) || error.InnerException is not null;
        _findings.Add(Codes.RecipeNotYaml, Sentence(error.Message), _place(error.Start),
            isFlow && _text.Contains("${", StringComparison.Ordinal) ? "${env:NAME} needs quotes inside { } and [ ]" : null);
    }

    /// <summary>The parser points to the value before the tab; the user wants to see the tab.</summary>
    private SourceSpan? FirstTab(Mark from)
    {
        var lines = _text.Split('\n');
        for (var i = Math.Max(0, (int)from.Line - 1); i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart(' ', '\t').Length;
            var tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && tab < indent)
            {
                return _place(new Mark(0, i + 1, tab + 1));
            }
        }

        return null;
    }

    private static string Sentence(string message)
    {
        var trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "not well-formed" : char.ToLowerInvariant(trimmed[0]) + trimmed[1..];
    }

    private sealed class TooMuch(string message, Mark where) : Exception(message)
    {
        public Mark Where { get; } = where;
    }
}
