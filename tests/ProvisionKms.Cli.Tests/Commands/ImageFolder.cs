using System.Text.RegularExpressions;
using ProvisionKms.Imaging;
using ProvisionKms.Samples;

namespace ProvisionKms.Cli.Tests.Commands;

/// <summary>A folder with an install.wim of four editions and a recipe for it.</summary>
internal sealed partial class ImageFolder : IDisposable
{
    private static readonly Lazy<byte[]> s_server2019 = Make(SampleImages.Server2019);

    private readonly TemporaryFolder _folder = new();

    private ImageFolder(byte[] image)
    {
        File.WriteAllBytes(Image, image);
        WriteRecipe(RecipeText);
    }

    public static ImageFolder Server2019() => With(s_server2019);

    public static ImageFolder With(Lazy<byte[]> image)
    {
        foreach (var library in NativeLibraries.All())
        {
            Assert.SkipUnless(library.IsInstalled, $"{library.Name} is not installed; {library.Remedy}");
        }

        return new ImageFolder(image.Value);
    }

    /// <summary>A WIM that is made once, when the first test wants it.</summary>
    public static Lazy<byte[]> Make(params IReadOnlyList<SampleImage> images) => new(() =>
    {
        using var folder = new TemporaryFolder();
        return File.ReadAllBytes(new SampleWim(images) { IntegrityTable = true }.Write(folder.Path("sample.wim")));
    });

    public const string RecipeText = SampleRecipe.Text;

    public string Root => _folder.Root;

    public string Image => _folder.Path("install.wim");

    public string Output => _folder.Path("out/install.wim");

    public string Recipe => _folder.Path("recipe.yaml");

    public void WriteRecipe(string text) => File.WriteAllText(Recipe, text);

    /// <summary>A transcript that is the same wherever and whenever it was made.</summary>
    public string Transcript(CliRun run) =>
        Seconds().Replace(run.Out.Replace(Root, "/images", StringComparison.Ordinal), "N s");

    /// <summary>Everything in the folder, to see that a run left nothing behind.</summary>
    public IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"\d+\.\d s")]
    private static partial Regex Seconds();
}
