using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>Everything that the edits to one image are planned from, and where their findings go.</summary>
/// <param name="Key">The key that the image gets.</param>
internal sealed record PlanningScope(
    Recipe Recipe, ImageKind Kind, TemplateFolder Templates, SelectedImage Image, ProductKey Key, DiagnosticBag Diagnostics)
{
    public ImageFacts Facts => Image.Facts;

    public FirstBootTrigger Trigger { get; } = TriggerDecision.Of(Image.Facts);

    public CatalogEdition Target => Image.Target;

    /// <summary>Only the method kms fixes a host: a value in the registry or the script would switch discovery off.</summary>
    public KmsHost? Host => HostOf(Recipe);

    public bool KeyIsSecret => Recipe.Activation.Method == ActivationMethod.Mak;

    /// <summary>The key for the reader of a plan: public keys in full.</summary>
    public string ShownKey => KeyIsSecret ? Key.ToString() : Key.Reveal();

    /// <summary>An answer file that is the whole target holds the script as commands.</summary>
    public bool CarriesScript => Kind == ImageKind.AnswerFile && Recipe.Inject?.Contains(Injection.SetupComplete) != false;

    /// <summary>Those that an answer file serves at least.</summary>
    public IReadOnlyList<string> Architectures => Facts.Architecture is { } known ? [known] : WindowsLayout.Architectures(Target);

    public bool Wants(Injection injection) => Wants(Recipe, Kind, injection);

    public static KmsHost? HostOf(Recipe recipe) => recipe.Activation.Method == ActivationMethod.Kms ? recipe.Kms.Value : null;

    public static bool Wants(Recipe recipe, ImageKind kind, Injection injection) =>
        (kind != ImageKind.AnswerFile || injection == Injection.AnswerFile) && recipe.Inject?.Contains(injection) != false;

    /// <summary>The path as the image spells it, when it is there.</summary>
    public ImagePath Spelled(ImagePath path) => Facts.Files.Keys.FirstOrDefault(path.Equals) ?? path;

    public byte[]? Content(ImagePath path) => Facts.Files.GetValueOrDefault(path);

    /// <summary>How a finding names a file of the image.</summary>
    public string Named(ImagePath path)
    {
        var container = Recipe.ImagePath.Value is { } image ? Path.GetFileName(image.TrimEnd('/', '\\')) : "image";
        return Kind switch
        {
            ImageKind.AnswerFile => Recipe.ImagePath.Value ?? path.ToString(),
            ImageKind.Directory => $@"{container}\{path}",
            _ => $@"{container}:{Facts.Index}\{path}",
        };
    }
}
