namespace ProvisionKms.Planning;

/// <summary>
/// ei.cfg lies beside install.wim on media and names the edition that Setup offers, for the media as a whole: it confirms the
/// images that are of that edition and says nothing of the others; when no image is, it contradicts them all.
/// https://learn.microsoft.com/windows-hardware/manufacture/desktop/windows-setup-edition-configuration-and-product-id-files--eicfg-and-pidtxt
/// </summary>
public static class MediaEvidence
{
    /// <summary>The line below <c>[EditionID]</c>, or null when the section is absent or empty.</summary>
    public static string? ReadEditionId(string eiCfg)
    {
        var section = eiCfg.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())
            .SkipWhile(line => !line.Equals("[EditionID]", StringComparison.OrdinalIgnoreCase))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('['));
        return section.FirstOrDefault(line => line.Length > 0);
    }

    public static IReadOnlyList<ImageFacts> Add(IReadOnlyList<ImageFacts> images, string? editionId)
    {
        if (editionId is null)
        {
            return images;
        }

        var confirmed = images.Where(i => Says(i, editionId)).ToHashSet();
        return [.. images.Select(i => confirmed.Count == 0 || confirmed.Contains(i) ? With(i, editionId) : i)];
    }

    private static bool Says(ImageFacts image, string editionId) =>
        string.Equals(image.From(EvidenceSource.SoftwareHive)?.EditionId ?? image.From(EvidenceSource.WimXml)?.EditionId, editionId, StringComparison.OrdinalIgnoreCase);

    private static ImageFacts With(ImageFacts image, string editionId) =>
        image with { Evidence = [.. image.Evidence, new EditionEvidence(EvidenceSource.EiCfg, editionId)] };
}
