using System.Collections.Concurrent;
using ProvisionKms.Images;
using ProvisionKms.Planning;

namespace ProvisionKms.Provisioning;

/// <summary>
/// The source as it was before anything was staged: of every image, also those that are not edited, what must be the same
/// afterwards. Small, since an in-place apply must have it before the source is overwritten.
/// </summary>
internal sealed record Baseline(IReadOnlyDictionary<ImageIndex, ImageBaseline> Images)
{
    /// <summary>Of the files of install media beside the images.</summary>
    public ImageBaseline? Media { get; init; }

    /// <param name="surveys">Those that were taken on the way; of other images one is taken now.</param>
    public static Baseline Of(
        IImageSession source, Plan plan, FingerprintUse use, ConcurrentDictionary<ImageIndex, TreeSurvey> surveys, CancellationToken cancellation) =>
        new(PerImage.Do(
            [.. source.Indexes.Select(source.Tree)],
            tree => KeyValuePair.Create(tree.Index, ImageBaseline.Of(tree, plan.EditsOf(tree.Index), use, surveys.GetValueOrDefault(tree.Index), cancellation)),
            cancellation).ToDictionary())
        {
            Media = source.Media is { } media ? ImageBaseline.Of(media, plan.Media, FingerprintUse.WithAnother, survey: null, cancellation) : null,
        };
}

/// <param name="Use">How <paramref name="Sum"/> was taken.</param>
/// <param name="Planned">Paths that the edits touch, with the directories that are made for them.</param>
/// <param name="Properties">The container's description, but for what is planned to change.</param>
internal sealed record ImageBaseline(FingerprintUse Use, PathSet Planned, TreeSum Sum, IReadOnlyDictionary<string, string?> Properties)
{
    public static ImageBaseline Of(IImageTree tree, IReadOnlyList<Edit> edits, FingerprintUse use, TreeSurvey? survey, CancellationToken cancellation)
    {
        if (edits.Count == 0)
        {
            (use, survey) = (FingerprintUse.OfUnplanned, null);
        }

        var touched = edits.SelectMany(e => e.Touches).ToList();
        var planned = new PathSet(
            touched.Concat(touched.SelectMany(p => p.Ancestors()).Where(directory => tree.Find(directory) is null)),
            edits.Any(e => e.ServicesWindows) ? WindowsLayout.ServicedFolders : []);
        var changing = edits.SelectMany(e => e.Properties).ToHashSet();
        return new(
            use,
            planned,
            survey?.Except(planned) ?? TreeSum.Of(tree, use, planned, cancellation),
            ImageProperties.Compared.Where(p => !changing.Contains(p)).ToDictionary(p => p, tree.GetProperty));
    }
}
