using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProvisionKms.Recipes.Text;

/// <summary>The parser's events, one after the other. Whatever is wrong with the text is a <see cref="YamlException"/>.</summary>
internal sealed class YamlEvents(string text)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Null before the first and behind the last event.</summary>
    public ParsingEvent? Current => _parser.Current;

    public bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception error) when (error is not YamlException)
        {
            // On some malformed input the scanner gives up with a bare exception instead of its own.
            var where = _parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(where, where, "Not well-formed after this place", error);
        }
    }

    /// <summary>Goes behind an event that must be here.</summary>
    public void Expect<T>()
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

    /// <summary>What is skipped must still be YAML.</summary>
    public void SkipToTheEnd()
    {
        while (Advance())
        {
        }
    }

    /// <summary>On some malformed input the events do not nest.</summary>
    public YamlException Misplaced()
    {
        var where = _parser.Current?.Start ?? new Mark(0, 1, 1);
        return new YamlException(where, where, "Not well-formed here");
    }
}
