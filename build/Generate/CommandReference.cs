using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using ProvisionKms.Cli.Commands;
using ProvisionKms.Cli.Usage;

namespace ProvisionKms.Generate;

/// <summary>docs/commands.md: every command with its arguments and options, as the tool itself declares them.</summary>
internal static class CommandReference
{
    public static GeneratedFile File()
    {
        var root = CommandTree.Create(new CommonOptions());
        var page = new StringBuilder("""
            # Commands

            <!-- Generated from the commands by: dotnet run --project build/Generate -->

            What they mean together, streams, exit codes and JSON: [The command line](cli.md).

            Options of every command:


            """);
        Table(page, "option", root.Options.Where(IsOurs).Select(option => (Name(option), option.Description)));
        foreach (var command in root.Subcommands)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {command.Name}\n\n{Cell(command.Description)}\n\n`{Usage(command)}`\n\n");
            Table(page, "argument or option", command.Arguments.Select(a => (a.Name, a.Description)).Concat(command.Options.Where(IsOurs).Select(o => (Name(o), o.Description))));
        }

        return new GeneratedFile("docs/commands.md", page.ToString().ReplaceLineEndings("\n"));
    }

    private static bool IsOurs(Option option) => option is not (HelpOption or VersionOption);

    private static string Usage(Command command) => string.Join(' ',
    [
        "provision-kms", command.Name,
        .. command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}…]" : a.Arity.MaximumNumberOfValues > 1 ? $"{a.Name}…" : a.Name),
        .. command.Options.Where(o => o.Required).Select(Name),
        "[options]",
    ]);

    private static string Name(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static void Table(StringBuilder page, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"| {title} | |\n| --- | --- |\n");
        foreach (var (name, description) in all)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{Cell(name)}` | {Cell(description)} |\n");
        }
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
