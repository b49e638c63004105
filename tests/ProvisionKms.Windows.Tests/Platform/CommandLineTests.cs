using ProvisionKms.Diagnostics;
using ProvisionKms.Imaging.Tests;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Platform;

/// <summary>The tool as a Windows program, with names that Windows makes hard.</summary>
public sealed class CommandLineTests(WindowsMachine machine) : IDisposable
{
    private const string Recipe = """
        recipe: 1
        name: test
        product: windows-server-2019
        edition: standard
        platform: ovh-dedicated
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_answer_file_becomes_the_same_as_on_Linux_whatever_its_name()
    {
        _folder.Write("Größe mit Blank/Rezept ä.yaml", Recipe);
        _folder.Write("Größe mit Blank/antwort ß.xml", "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">\r\n</unattend>\r\n");

        var run = RunTool("apply", "Rezept ä.yaml", "--image", "antwort ß.xml", "--output", @"aus gabe\日本.xml");

        Assert.True(run.ExitCode == 0, run.All);
        Assert.Contains(@"\Größe mit Blank\aus gabe\日本.xml", run.Out, StringComparison.Ordinal);
        RunHere("apply", "Rezept ä.yaml", "--image", "antwort ß.xml", "--output", "linux.xml");
        Assert.Equal(File.ReadAllBytes(InFolder("linux.xml")), File.ReadAllBytes(InFolder("aus gabe/日本.xml")));
        Assert.Equal(["日本.xml"], Directory.GetFiles(InFolder("aus gabe")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_beyond_260_characters_is_written_with_the_same_bytes_as_on_Linux()
    {
        _folder.Write("Größe mit Blank/recipe.yaml", Recipe);
        var deep = string.Join('/', Enumerable.Repeat(new string('d', 100), 3));

        var run = RunTool("render", "recipe.yaml", "--to", deep);

        Assert.True(run.ExitCode == 0, run.All);
        RunHere("render", "recipe.yaml", "--to", "linux");
        var expected = Files("linux");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Files(deep));
        Assert.All(expected, file => Assert.Equal(File.ReadAllBytes(InFolder($"linux/{file}")), File.ReadAllBytes(InFolder($"{deep}/{file}"))));
    }

    [Theory]
    [InlineData("NUL")]
    [InlineData(@"C:\folder\CON")]
    [InlineData(@"\\.\PhysicalDrive0")]
    public void A_device_is_no_image(string name)
    {
        Directory.CreateDirectory(InFolder(""));

        var run = RunTool("inspect", name);

        Assert.Equal((int)ExitCode.ImageUnusable, run.ExitCode);
        Assert.Contains("a device, not a file", run.Error, StringComparison.Ordinal);
    }

    private string InFolder(string name) => Path.Combine(_folder["Größe mit Blank"], name);

    private string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(InFolder(folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(InFolder(folder), file)).Order(StringComparer.Ordinal)];

    private WindowsProcess RunTool(params string[] arguments)
    {
        Prerequisites.Wine();
        Directory.CreateDirectory(_folder["temp"]);
        return machine.RunTool(new WindowsSurroundings(InFolder(""), new Dictionary<string, string> { ["PKMS_TEMP"] = WindowsMachine.Windows(_folder["temp"]) }), arguments);
    }

    /// <summary>The tool as it is for the system that the tests run on.</summary>
    private void RunHere(params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["HOME"] = _folder.Path };
        var run = WindowsProcess.Run(["dotnet", Path.Combine(AppContext.BaseDirectory, "provision-kms.dll"), .. arguments], environment, InFolder(""), TimeSpan.FromMinutes(1));
        Assert.True(run.ExitCode == 0, run.All);
    }
}
