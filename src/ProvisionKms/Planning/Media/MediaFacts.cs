using ProvisionKms.Images;

namespace ProvisionKms.Planning.Media;

/// <summary>What install media said beside its images. Pure data.</summary>
/// <param name="Files">Content of the <see cref="MediaLayout.FilesOfInterest"/> that are there, by path as spelled on the media.</param>
public sealed record MediaFacts(IReadOnlyDictionary<ImagePath, byte[]> Files)
{
    public byte[]? Content(ImagePath path) => Files.GetValueOrDefault(path);

    /// <summary>The path as the media spells it, when it is there.</summary>
    public ImagePath Spelled(ImagePath path) => Files.Keys.FirstOrDefault(path.Equals) ?? path;
}
