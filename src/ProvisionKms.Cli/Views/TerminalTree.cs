using ProvisionKms.Cli.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ProvisionKms.Cli.Views;

/// <summary>Things with their facts as a tree, for a terminal.</summary>
internal static class TerminalTree
{
    /// <summary>Columns; on less, each value stands below its name, so that keys and names stay whole.</summary>
    private const int SideBySide = 64;

    private static readonly Style s_title = new(decoration: Decoration.Bold);

    /// <summary>What is made, changed or kept, there or not; the colour only repeats the word.</summary>
    private static readonly Dictionary<string, Style> s_actions = new(StringComparer.Ordinal)
    {
        ["create"] = new Style(Color.Green),
        ["change"] = new Style(Color.Yellow),
        ["keep"] = new Style(Color.Grey),
        ["present"] = new Style(Color.Green),
        ["missing"] = new Style(Color.Red),
    };

    public static Tree Of(string root, IReadOnlyList<Branch> branches, int width)
    {
        var tree = new Tree(new Text(root));
        foreach (var branch in branches)
        {
            var facts = branch.Facts.Where(fact => fact.Value is not null).Select(fact => (Name(fact.Name.Trim()), Value(fact.Value!))).ToList();
            tree.AddNode(new Text(PlainText.Of(branch.Title), s_title)).AddNode(width < SideBySide ? Below(facts) : Beside(facts));
        }

        return tree;
    }

    private static Rows Below(IEnumerable<(Text Name, Text Value)> facts) =>
        new(facts.SelectMany(fact => fact.Name.Length > 0 ? new[] { fact.Name, fact.Value } : [fact.Value]));

    private static Grid Beside(IEnumerable<(Text Name, Text Value)> facts)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in facts)
        {
            grid.AddRow(name, value);
        }

        return grid;
    }

    private static Text Name(string name) => new(PlainText.Of(name), s_actions.GetValueOrDefault(name, Style.Plain));

    private static Text Value(string value) => new(PlainText.Of(value));
}
