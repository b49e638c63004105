using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ProvisionKms.Doors.Tests;

/// <summary>What is in the packages: all that a stranger needs, and nothing of the machine that made them.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    public static TheoryData<string> Packages =>
        ["ProvisionKms", "ProvisionKms.Imaging", "ProvisionKms.Rehearsal", "ProvisionKms.Reporting", "ProvisionKms.Tool", "ProvisionKms.MSBuild", "Cake.ProvisionKms"];

    [Fact]
    public void Packing_warns_of_nothing() => Assert.DoesNotContain("warning", feed.PackingOutput, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string package)
    {
        using var archive = Open(package, "nupkg");
        var metadata = XDocument.Load(archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()).Root!.Elements().Single();

        Assert.Equal("README.md", Text(metadata, "readme"));
        Assert.Equal("icon.png", Text(metadata, "icon"));
        Assert.Equal("MIT", Text(metadata, "license"));
        Assert.NotEmpty(Text(metadata, "description"));
        Assert.All(new[] { "README.md", "icon.png" }, name => Assert.True(archive.GetEntry(name)!.Length > 100));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_assemblies_are_deterministic_and_have_their_symbols(string package)
    {
        using var archive = Open(package, "nupkg");
        var ours = archive.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal) && e.Name.Contains("provision", StringComparison.OrdinalIgnoreCase)).ToList();

        Assert.NotEmpty(ours);
        Assert.All(ours, assembly => Assert.Contains(DebugEntries(assembly), entry => entry.Type == DebugDirectoryEntryType.Reproducible));
        var symbols = package == "ProvisionKms.MSBuild"
            ? ours.Where(a => a.FullName.StartsWith("tasks/", StringComparison.Ordinal) && DebugEntries(a).Any(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)).Select(a => a.Name)
            : Open(package, "snupkg").Entries.Where(e => e.Name.EndsWith(".pdb", StringComparison.Ordinal)).Select(e => e.Name);
        Assert.NotEmpty(symbols);
    }

    [Theory]
    [InlineData("ProvisionKms.Tool")]
    [InlineData("ProvisionKms.MSBuild")]
    public void The_tool_has_all_that_it_runs_with(string package)
    {
        using var archive = Open(package, "nupkg");
        var folder = archive.Entries.Single(e => e.Name == "provision-kms.dll").FullName[..^"provision-kms.dll".Length];

        Assert.All(
            new[] { "provision-kms.runtimeconfig.json", "provision-kms.deps.json", "ProvisionKms.dll", "ProvisionKms.Imaging.dll", "ProvisionKms.Rehearsal.dll", "ProvisionKms.Reporting.dll", "Spectre.Console.dll", "System.CommandLine.dll", "YamlDotNet.dll", "DiffPlex.dll" },
            file => Assert.NotNull(archive.GetEntry(folder + file)));
        Assert.Contains("recorder", Resources(archive.GetEntry(folder + "ProvisionKms.Rehearsal.dll")!), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_addin_leaves_Cake_to_Cake_and_is_found_as_one()
    {
        using var archive = Open("Cake.ProvisionKms", "nupkg");
        var metadata = XDocument.Load(archive.GetEntry("Cake.ProvisionKms.nuspec")!.Open()).Root!.Elements().Single();

        Assert.Contains("cake-addin", Text(metadata, "tags"), StringComparison.Ordinal);
        Assert.DoesNotContain(metadata.Descendants(), e => (string?)e.Attribute("id") == "Cake.Core");
        Assert.DoesNotContain(archive.Entries, e => e.Name == "Cake.Core.dll");
        Assert.Contains(archive.Entries, e => e.Name == "Cake.ProvisionKms.xml");
    }

    private ZipArchive Open(string package, string kind) =>
        ZipFile.OpenRead(Directory.EnumerateFiles(feed.Folder, $"{package}.*.{kind}").Single(file => char.IsAsciiDigit(Path.GetFileName(file)[package.Length + 1])));

    private static string Text(XElement metadata, string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;

    private static IReadOnlyList<DebugDirectoryEntry> DebugEntries(ZipArchiveEntry assembly)
    {
        using var reader = new PEReader(Content(assembly));
        return [.. reader.ReadDebugDirectory()];
    }

    private static string Resources(ZipArchiveEntry assembly)
    {
        using var reader = new PEReader(Content(assembly));
        var metadata = reader.GetMetadataReader();
        return string.Join(' ', metadata.ManifestResources.Select(resource => metadata.GetString(metadata.GetManifestResource(resource).Name)));
    }

    private static MemoryStream Content(ZipArchiveEntry entry)
    {
        var content = new MemoryStream();
        using var from = entry.Open();
        from.CopyTo(content);
        content.Position = 0;
        return content;
    }
}
