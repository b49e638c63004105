using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Media;
using ProvisionKms.Planning.Triggers;

namespace ProvisionKms.Provisioning;

/// <summary>Looks at the images of a session and writes down what they say. Decides nothing.</summary>
internal static class Inspector
{
    /// <summary>Far more than Windows writes into one of a few lines.</summary>
    private const int MostOfAnIniFile = 1 << 16;

    /// <param name="wholly">Which images are read in full; of the others only the container's description is.</param>
    /// <param name="also">What else to do with each image that is read in full, while the backend has it at hand.</param>
    public static IReadOnlyList<ImageFacts> Look(
        IImageSession session, Func<ImageFacts, bool> wholly, Action<IImageTree>? also, CancellationToken cancellation)
    {
        if (session.Kind == ImageKind.AnswerFile)
        {
            return [.. session.Indexes.Select(i => AnswerFile(session.Tree(i)))];
        }

        var images = session.Indexes.Select(session.Tree).Select(tree => (Tree: tree, Facts: DescriptionFacts.Read(tree))).ToList();
        var facts = PerImage.Do(
            images,
            image =>
            {
                if (!wholly(image.Facts))
                {
                    return image.Facts;
                }

                var facts = Read(image.Tree, image.Facts);
                also?.Invoke(image.Tree);
                return facts;
            },
            cancellation);
        return MediaEvidence.Add(facts, EditionOfMedia(session));
    }

    /// <summary>What install media say beside their images; null for any other container.</summary>
    public static MediaFacts? LookAtMedia(IImageSession session) => session.Media is { } media
        ? new MediaFacts(MediaLayout.FilesOfInterest.Select(media.Find).OfType<TreeEntry>().Where(e => !e.IsDirectory).ToDictionary(e => e.Path, e => media.ReadFile(e.Path) ?? []))
        : null;

    /// <summary>What the container's own description says, without reading any file of an image.</summary>
    public static IReadOnlyList<ImageFacts> Describe(IImageSession session) =>
        [.. session.Indexes.Select(i => DescriptionFacts.Read(session.Tree(i)))];

    private static ImageFacts Read(IImageTree tree, ImageFacts described)
    {
        var facts = AgentFacts.Add(ServicingStackFacts.Add(TokenFacts.Add(SystemFacts.Add(SoftwareFacts.Add(described, tree), tree), tree), tree), tree);
        List<ImagePath> paths = [.. WindowsLayout.FilesOfInterest];
        if (AnswerFilePlacement.Pointed(facts) is { } pointed)
        {
            paths.Add(pointed);
        }

        var files = new Dictionary<ImagePath, byte[]>();
        foreach (var entry in paths.Select(tree.Find).OfType<TreeEntry>().Where(e => !e.IsDirectory))
        {
            if (tree.ReadFile(entry.Path) is { } content)
            {
                files[entry.Path] = content;
            }
        }

        if (facts.ImageState is null && tree.Find(WindowsLayout.SetupStateFile) is { IsDirectory: false, Length: < MostOfAnIniFile } state)
        {
            facts = facts with { ImageState = tree.ReadFile(state.Path) is { } content ? SetupStateFile.Read(content) : null };
        }

        // Asked again when edits are laid in: a backend answers from memory then.
        foreach (var directory in WindowsLayout.FilesOfInterest.SelectMany(p => p.Ancestors()).Distinct())
        {
            _ = tree.Find(directory);
        }

        return facts with { Files = files, OpenToOthers = [.. WindowsLayout.RunAsSystem.Where(tree.IsOpenToOthers)] };
    }

    private static ImageFacts AnswerFile(IImageTree tree) => new()
    {
        Index = tree.Index,
        Evidence = [],
        Files = tree.List(ImagePath.Root).Where(e => !e.IsDirectory).ToDictionary(e => e.Path, e => tree.ReadFile(e.Path) ?? []),
    };

    private static string? EditionOfMedia(IImageSession session)
    {
        if (session.Media is { } media)
        {
            return media.ReadFile(MediaLayout.EditionFile) is { } content ? MediaEvidence.ReadEditionId(System.Text.Encoding.UTF8.GetString(content)) : null;
        }

        if (session.Kind is not (ImageKind.Wim or ImageKind.Esd) || Path.GetDirectoryName(session.Path) is not { } folder)
        {
            return null;
        }

        var ignoringCase = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive };
        var file = Directory.EnumerateFiles(folder, "ei.cfg", ignoringCase).FirstOrDefault();
        return file is null ? null : MediaEvidence.ReadEditionId(System.IO.File.ReadAllText(file));
    }
}
