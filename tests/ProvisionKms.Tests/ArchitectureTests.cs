using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ProvisionKms.Tests;

/// <summary>
/// The rooms and the arrows between them, read from the sources: a new arrow is a decision, taken here and not by accident.
/// </summary>
public sealed partial class ArchitectureTests
{
    /// <summary>What each room of the project ProvisionKms may name.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Diagnostics"] = [],
        ["Images"] = ["Diagnostics"],
        ["Catalog"] = ["Diagnostics", "Images"],
        ["Recipes"] = ["Diagnostics", "Images", "Catalog"],
        ["AnswerFiles"] = ["Diagnostics", "Images", "Catalog", "Recipes"],
        ["FirstBoot"] = ["Diagnostics", "Images", "Catalog", "Recipes"],
        ["Planning"] = ["Diagnostics", "Images", "Catalog", "Recipes", "AnswerFiles", "FirstBoot"],
        ["Provisioning"] = ["Diagnostics", "Images", "Catalog", "Recipes", "AnswerFiles", "FirstBoot", "Planning"],
    };

    /// <summary>Project and package references, by project under src/.</summary>
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["ProvisionKms"] = ["YamlDotNet"],
        ["ProvisionKms.Imaging"] = ["ProvisionKms"],
        ["ProvisionKms.Rehearsal"] = ["ProvisionKms"],
        ["ProvisionKms.Reporting"] = ["DiffPlex", "ProvisionKms.Rehearsal"],
        ["ProvisionKms.Cli"] = ["ProvisionKms.Imaging", "ProvisionKms.Rehearsal", "ProvisionKms.Reporting", "Spectre.Console", "System.CommandLine", "YamlDotNet"],
        ["ProvisionKms.MSBuild"] = ["Microsoft.Build.Utilities.Core", "ProvisionKms.Cli (built before, not referenced)"],
        ["Cake.ProvisionKms"] = ["Cake.Core"],
    };

    [Fact]
    public void Every_room_names_only_the_rooms_above_it()
    {
        var arrows =
            from room in Directory.GetDirectories(Repository.Path("src", "ProvisionKms")).Select(Path.GetFileName)
            where room is not ("bin" or "obj")
            from file in Repository.Sources("src", "ProvisionKms", room!)
            from named in RoomsNamedIn(file).Distinct()
            where named != room && !Rooms.GetValueOrDefault(room!, []).Contains(named)
            select $"{Path.GetRelativePath(Repository.Root, file)} in {room} names {named}";

        Assert.Empty(arrows);
    }

    [Fact]
    public void Every_folder_is_a_known_room()
    {
        var folders = Directory.GetDirectories(Repository.Path("src", "ProvisionKms")).Select(Path.GetFileName).Except(["bin", "obj"]);

        Assert.Empty(folders.Except(Rooms.Keys));
    }

    [Fact]
    public void Imaging_knows_only_diagnostics_and_the_session_contract()
    {
        var arrows =
            from file in Repository.Sources("src", "ProvisionKms.Imaging")
            from named in RoomsNamedIn(file).Distinct()
            where named is not ("Diagnostics" or "Images")
            select $"{Path.GetRelativePath(Repository.Root, file)} names {named}";

        Assert.Empty(arrows);
    }

    [Fact]
    public void Pointers_and_native_calls_stay_inside_the_interop_folders()
    {
        var places =
            from file in Repository.Sources("src")
            where NativeWord().IsMatch(WithoutComments(file)) && !file.Contains($"{Path.DirectorySeparatorChar}Interop{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            select Path.GetRelativePath(Repository.Root, file);

        Assert.Empty(places);
    }

    [Fact]
    public void Only_the_command_line_knows_the_console_library()
    {
        var places =
            from file in Repository.Sources("src")
            where WithoutComments(file).Contains("Spectre.Console", StringComparison.Ordinal)
            select Path.GetRelativePath(Repository.Path("src"), file).Split(Path.DirectorySeparatorChar)[0];

        Assert.DoesNotContain(places, project => project != "ProvisionKms.Cli");
    }

    [Fact]
    public void Every_project_references_what_is_drawn_and_no_more()
    {
        var found = Repository.Projects("src")
            .Select(project => $"{Path.GetFileNameWithoutExtension(project)} -> {string.Join(", ", ReferencesOf(project).Order(StringComparer.Ordinal))}");

        Assert.Equal(References.Select(r => $"{r.Key} -> {string.Join(", ", r.Value)}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_built_core_references_nothing_but_the_framework_and_YamlDotNet()
    {
        var references = typeof(ProvisionKms.Diagnostics.Codes).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "mscorlib"));

        Assert.Subset(new HashSet<string> { "YamlDotNet" }, references.ToHashSet());
    }

    private static IEnumerable<string> ReferencesOf(string project)
    {
        foreach (var item in XDocument.Load(project).Descendants().Where(e => e.Attribute("Include") is not null))
        {
            var include = (string)item.Attribute("Include")!;
            switch (item.Name.LocalName)
            {
                case "ProjectReference":
                    var note = (string?)item.Attribute("ReferenceOutputAssembly") == "false" ? " (built before, not referenced)" : "";
                    yield return Path.GetFileNameWithoutExtension(include.Replace('\\', '/')) + note;
                    break;
                case "PackageReference" or "Reference":
                    yield return include;
                    break;
                default:
                    break;
            }
        }
    }

    private static IEnumerable<string> RoomsNamedIn(string file) =>
        from Match match in RoomName().Matches(WithoutComments(file))
        let name = match.Groups["room"].Value
        where Rooms.ContainsKey(name)
        select name;

    private static string WithoutComments(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    /// <summary>Both the full name and the one relative to ProvisionKms.</summary>
    [GeneratedRegex(@"\bProvisionKms\.(?<room>[A-Z]\w*)|(?<![\w.])(?<room>[A-Z]\w*)\.(?=[A-Z])")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"\b(unsafe|IntPtr|nint|LibraryImport|DllImport)\b")]
    private static partial Regex NativeWord();
}
