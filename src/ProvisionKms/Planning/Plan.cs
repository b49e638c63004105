using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;

namespace ProvisionKms.Planning;

/// <summary>Everything that will be edited and why. Same recipe and same facts give the same plan.</summary>
public sealed record Plan(Recipe Recipe, IReadOnlyList<ImagePlan> Images, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The edits to the files of install media beside its images.</summary>
    public IReadOnlyList<Edit> Media { get; init; } = [];

    public bool Changes => Images.SelectMany(i => i.Edits).Concat(Media).Any(e => e.Action != EditAction.Keep);

    /// <summary>Empty for an image that the recipe does not mean.</summary>
    public IReadOnlyList<Edit> EditsOf(ImageIndex index) => Images.FirstOrDefault(i => i.Index == index)?.Edits ?? [];
}

/// <summary>The edits to one image, in the order they are applied.</summary>
/// <param name="Edition">What the image is.</param>
/// <param name="Key">The key that it gets, or null when the method needs none.</param>
public sealed record ImagePlan(
    ImageIndex Index,
    CatalogEdition Edition,
    ProductKey? Key,
    bool KeyIsSecret,
    IReadOnlyList<Edit> Edits)
{
    /// <summary>What it will be at first boot: the same, or what an evaluation is converted to.</summary>
    public CatalogEdition Target { get; init; } = Edition;

    /// <summary>The key for who reads the plan: masked where it is a secret.</summary>
    public string? ShownKey => KeyIsSecret ? Key?.ToString() : Key?.Reveal();

    /// <summary>How messages name the image: its index and, where it has one, its name.</summary>
    public string Title { get; init; } = $"index {Index}";

    /// <summary>What starts the activation script; null for an answer file, which holds no Windows that could say.</summary>
    public FirstBootTrigger? Trigger { get; init; }
}
