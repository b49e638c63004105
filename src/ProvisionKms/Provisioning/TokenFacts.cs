using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>For which editions the image has licence files.</summary>
internal static class TokenFacts
{
    public static ImageFacts Add(ImageFacts facts, IImageTree tree)
    {
        var tokens = tree.List(WindowsLayout.LicenceTokens)
            .Where(entry => entry.IsDirectory)
            .Select(entry => new EditionEvidence(EvidenceSource.LicenceTokens, Edition(entry.Path.Name)));
        return facts with { Evidence = [.. facts.Evidence, .. tokens] };
    }

    private static string Edition(string folder) =>
        folder.StartsWith(WindowsLayout.LicenceTokenPrefix, StringComparison.OrdinalIgnoreCase)
            ? folder[WindowsLayout.LicenceTokenPrefix.Length..]
            : folder;
}
