using System.Globalization;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>What the XML description of a WIM says of an image. Other kinds have none: everything is silent.</summary>
internal static class DescriptionFacts
{
    public static ImageFacts Read(IImageTree tree)
    {
        int? build = int.TryParse(Text(tree, ImageProperties.Build), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        EditionEvidence[] said =
        [
            new(EvidenceSource.WimXml, Text(tree, ImageProperties.EditionId), Text(tree, ImageProperties.InstallationType), build),
            new(EvidenceSource.WimFlags, Text(tree, ImageProperties.Flags)),
        ];
        return new ImageFacts
        {
            Index = tree.Index,
            Name = Text(tree, ImageProperties.Name),
            Evidence = [.. said.Where(e => !e.IsSilent)],
            Architecture = ImageProperties.ArchitectureName(Text(tree, ImageProperties.Architecture)),
            Version = Version(tree),
            ImageState = Text(tree, ImageProperties.ImageState),
            Files = new Dictionary<ImagePath, byte[]>(),
        };
    }

    private static string? Version(IImageTree tree)
    {
        string[] names = [ImageProperties.Major, ImageProperties.Minor, ImageProperties.Build, ImageProperties.ServicePackBuild];
        var parts = names.Select(n => Text(tree, n)).ToList();
        return parts.Take(3).Contains(null) ? null : string.Join('.', parts.OfType<string>());
    }

    /// <summary>An element that is there but empty says nothing.</summary>
    private static string? Text(IImageTree tree, string property) =>
        tree.GetProperty(property)?.Trim() is { Length: > 0 } text ? text : null;
}
