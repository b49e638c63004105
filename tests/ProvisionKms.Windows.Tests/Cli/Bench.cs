using System.Security.Cryptography;
using System.Text.Json;
using ProvisionKms.Windows.Tests.Dism;
using ProvisionKms.Windows.Tests.Wine;

namespace ProvisionKms.Windows.Tests.Cli;

/// <summary>A folder with an image and a recipe, a DISM of its own, and what a run must have left it in.</summary>
internal sealed class Bench : IDisposable
{
    public Bench(WindowsMachine machine, byte[] image, string recipe = RecipeTexts.Plain)
    {
        Dism = new DismState(machine);
        File.WriteAllBytes(Image, image);
        File.WriteAllText(Dism["recipe.yaml"], recipe);
        SourceHash = Hash(Image);
    }

    public DismState Dism { get; }

    public string Image => Dism["install.wim"];

    public string Output => Dism["out/install.wim"];

    public string SourceHash { get; }

    public WindowsProcess Run(params string[] arguments) => Dism.RunTool((string?)null, arguments);

    /// <summary>The JSON of a run that must end so.</summary>
    public JsonElement Json(int exitCode, params string[] arguments)
    {
        var run = Run([.. arguments, "--format", "json"]);
        Assert.True(run.ExitCode == exitCode, run.All);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    /// <summary>What is not as it must be after any run: mounts and folders left, a source that was written, calls made wrongly.</summary>
    public IEnumerable<string> Traces(bool sourceMayChange = false)
    {
        foreach (var mount in Dism.Mounts.Where(folder => folder != Foreign))
        {
            yield return $"still mounted: {mount}";
        }

        foreach (var left in Directory.EnumerateFileSystemEntries(Dism.Temp).Where(entry => !entry.EndsWith(".log", StringComparison.Ordinal)))
        {
            yield return $"left in the temporary folder: {Path.GetFileName(left)}";
        }

        foreach (var left in Directory.EnumerateFiles(Dism.Work, "*", SearchOption.AllDirectories).Where(file => file != Image && file != Output && IsOurs(file)))
        {
            yield return $"left: {Path.GetRelativePath(Dism.Work, left)}";
        }

        if (!sourceMayChange && Hash(Image) != SourceHash)
        {
            yield return "the source was changed";
        }
    }

    public void AssertClean(bool sourceMayChange = false)
    {
        Assert.Empty(Traces(sourceMayChange));
        Assert.Empty(Dism.Complaints);
    }

    public void Dispose() => Dism.Dispose();

    /// <summary>Where somebody else has an image mounted, in tests that have somebody else.</summary>
    public string Foreign => Dism["foreign"];

    public static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Drafts and journals lie beside the image or the output.</summary>
    private bool IsOurs(string file) => Path.GetFileName(file) != "recipe.yaml" && !file.StartsWith(Foreign + "/", StringComparison.Ordinal) &&
        (Path.GetDirectoryName(file) == Path.GetDirectoryName(Output) || file.Contains("provision-kms", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file).StartsWith('.'));
}
