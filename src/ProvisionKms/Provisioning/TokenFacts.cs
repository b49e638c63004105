using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>For which editions the image has licence files.</summary>
internal static class TokenFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        var tokens =
            from place in WindowsLayout.LicenceFolders
            from entry in tree.List(place.Path)
            where entry.IsDirectory
            select new EditionEvidence(EvidenceSource.LicenceTokens, place.EditionId(entry.Path.Name));
        return facts with { Evidence = [.. facts.Evidence, .. tokens] };
    }
}
